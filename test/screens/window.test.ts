/** The window on a visitor's screen: all that can be tried is there at once, nothing lies below the fold. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { demoStaff } from '../../server/people/demo-staff.ts';
import { endGallery, shownOn, theGallery, themes } from '../support/browser.ts';

after(endGallery);

const glasses = [
  { width: 1024, height: 700 },
  { width: 1366, height: 650 },
  { width: 1440, height: 780 },
  { width: 1440, height: 900 },
  { width: 1600, height: 1000 },
  { width: 1920, height: 950 },
];

for (const shown of shownOn('window'))
  for (const theme of themes)
    for (const glass of glasses) {
      it(`the window, ${shown.state}, ${theme}, shows everything it offers on ${glass.width} by ${glass.height}`, async () => {
        const page = await (await theGallery()).open(shown, theme, { again: true });
        await page.setViewportSize(glass);
        await framesFit(page);
        const { offered, beyond, cut, touching, overlap } = await fold(page);
        expect(offered).to.include.members(
          ['Tablet', 'Wall', 'Cut it', 'Kill it', 'Freeze it'].filter(isOffered(shown.state)),
        );
        expect(offered.filter((name) => name.startsWith('Scan bed'))).to.have.length.greaterThan(12);
        expect(beyond).to.deep.equal([]);
        expect(cut).to.deep.equal([]);
        expect(touching, 'its frame').to.deep.equal([]);
        expect(overlap).to.deep.equal([]);
      });
    }

describe('the words of the window', () => {
  for (const state of ['busy', 'offline', 'dead-cut', 'silent'])
    it(`keep a number with its unit, and Wi-Fi in one piece, in ${state}, however wide the glass`, async () => {
      const page = await (await theGallery()).open({ screen: 'window', state }, 'light', { again: true });
      const broken = new Set<string>();
      let seen = 0;
      for (let width = 1024; width <= 1904; width += 16) {
        await page.setViewportSize({ width, height: 900 });
        const said = await page.evaluate(brokenIn);
        seen += said.seen;
        for (const one of said.broken) broken.add(one);
      }
      expect(seen).to.be.greaterThan(50);
      expect([...broken]).to.deep.equal([]);
    });

  for (const state of ['busy', 'dead', 'silent'])
    it(`say at all times that no patient is real, in ${state}`, async () => {
      const page = await (await theGallery()).open({ screen: 'window', state }, 'light', { again: true });
      for (const width of [1024, 1366, 1920]) {
        await page.setViewportSize({ width, height: 700 });
        const box = await page.getByText('No real patients').boundingBox();
        expect(box?.height, 'in one line').to.be.lessThan(30);
        expect((box?.x ?? width) + (box?.width ?? 0), 'on the glass').to.be.at.most(width);
      }
    });

  it('say of a killed server that it is off, and for how long', async () => {
    const page = await (await theGallery()).open({ screen: 'window', state: 'dead' }, 'light', { again: true });
    const server = page.getByRole('region', { name: 'The server' });
    await server.getByRole('button', { name: /^Off, \d+ s$/ }).waitFor();
    expect(await server.innerText()).to.not.match(/dead/i);
  });
});

/** In the page: what stands on two lines and must not, by the places of its first and last letter. */
function brokenIn(): { seen: number; broken: readonly string[] } {
  const broken: string[] = [];
  let seen = 0;
  for (const block of document.querySelectorAll('h3, p, button, li > p')) {
    const text = block.textContent ?? '';
    const letters: { node: Node; at: number }[] = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      for (let at = 0; at < (node.textContent ?? '').length; at++) letters.push({ node, at });
    for (const { 0: found, index } of text.matchAll(/Wi-Fi|\d+ (?:s|min)\b/g)) {
      const [first, last] = [index, index + found.length - 1].map((place) => {
        const letter = letters[place];
        if (letter === undefined) return 0;
        const range = document.createRange();
        range.setStart(letter.node, letter.at);
        range.setEnd(letter.node, letter.at + 1);
        return range.getBoundingClientRect().top;
      });
      seen += 1;
      if (Math.abs((first ?? 0) - (last ?? 0)) > 4) broken.push(`${found}: ${text}`);
    }
  }
  return { seen, broken };
}

/** A handle that is thrown says for how long instead. */
const isOffered = (state: string) => (name: string) =>
  name === 'Cut it'
    ? !['offline', 'dead-cut'].includes(state)
    : name !== 'Kill it' || !['dead', 'dead-cut', 'starting'].includes(state);

/** The frames follow their room a moment after the glass has changed. */
const framesFit = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('iframe')].every((frame) => {
      const room = frame.parentElement?.clientWidth ?? 0;
      return Math.abs(frame.getBoundingClientRect().width - room) < 1;
    }),
  );

function fold(
  page: Page,
): Promise<Readonly<Record<'offered' | 'beyond' | 'cut' | 'touching' | 'overlap', readonly string[]>>> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const all = [...document.querySelectorAll('button, iframe')].map((element) => ({
      name: (element.getAttribute('title') ?? element.textContent ?? '').trim(),
      box: element.getBoundingClientRect(),
      // A part that scrolls by itself has a fold of its own.
      room: element.closest('ul')?.getBoundingClientRect() ?? root.getBoundingClientRect(),
    }));
    return {
      offered: all.map(({ name }) => name),
      beyond: [
        // On a narrow glass the commentary lies below; nothing that can be pressed does.
        ...((root.scrollHeight > innerHeight && innerWidth > 1100) || root.scrollWidth > innerWidth
          ? ['the page scrolls']
          : []),
        ...all
          .filter(
            ({ box, room }) =>
              box.width < 24 ||
              box.height < 24 ||
              box.left < 0 ||
              box.top < 0 ||
              box.right > innerWidth ||
              box.bottom > Math.min(innerHeight, room.bottom),
          )
          .map(({ name, box }) => `${name}: down to ${box.bottom}`),
      ],
      cut: [...document.querySelectorAll('button')]
        .filter((button) => {
          const frame = button.closest('[role=group]')?.getBoundingClientRect().right ?? Infinity;
          return button.scrollWidth > button.clientWidth || button.getBoundingClientRect().right > frame;
        })
        .map((button) => button.textContent),
      touching: [...document.querySelectorAll('section [role=group] > button')]
        .filter((button) => {
          const words = document.createRange();
          words.selectNodeContents(button);
          return words.getBoundingClientRect().left - button.getBoundingClientRect().left < 4;
        })
        .map((button) => button.textContent),
      overlap: all.flatMap((one, index) =>
        all
          .slice(index + 1)
          .filter(
            ({ box }) =>
              Math.min(box.right, one.box.right) - Math.max(box.left, one.box.left) > 1 &&
              Math.min(box.bottom, one.box.bottom) - Math.max(box.top, one.box.top) > 1,
          )
          .map(({ name }) => `${one.name} and ${name}`),
      ),
    };
  });
}

const shown = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'window', state }, 'light', { again: true });

describe('the window, while the ward goes on', () => {
  it('keeps a place for every bed on its list of wristbands', async () => {
    const page = await (await theGallery()).open({ screen: 'window', state: 'busy' }, 'light', { again: true });
    const places = await page.evaluate(() =>
      [...document.querySelectorAll('li:has(> b)')].flatMap((place, index) =>
        [...place.querySelectorAll('button')].map((button) => [index + 1, parseInt(button.textContent.slice(8), 10)]),
      ),
    );
    expect(places).to.have.length.greaterThan(12);
    for (const [place, bed] of places) expect(place).to.equal(bed);
  });

  it('says that the server runs only while it does', async () => {
    const says = async (state: string) => {
      const page = await (await theGallery()).open({ screen: 'window', state }, 'light', { again: true });
      return page
        .getByRole('group', { name: 'The server' })
        .getByRole('button')
        .evaluateAll((all) =>
          all.map((one) => `${one.textContent.replace(/\d+ s/, 'so long')} ${one.getAttribute('aria-pressed')}`),
        );
    };
    expect(await says('busy')).to.deep.equal(['Running true', 'Kill it false']);
    expect(await says('starting')).to.deep.equal(['Starting, so long false', 'Off true']);
    expect(await says('silent')).to.deep.equal(['Silent, so long true', 'Kill it false']);
    expect(await says('dead')).to.deep.equal(['Start it false', 'Off, so long true']);
  });

  it('says that the tablet is connected only while there is a server to be connected to', async () => {
    const says = async (state: string) => {
      const wifi = (await shown(state)).getByRole('region', { name: 'This tablet’s Wi-Fi' });
      return [
        await wifi.locator('p:not([aria-hidden])').innerText(),
        await wifi.getByRole('button').first().innerText(),
      ];
    };
    expect(await says('busy')).to.deep.equal([
      'Cut it, and go on tapping. The tablet keeps what you tap.',
      'Connected',
    ]);
    for (const state of ['dead', 'silent', 'starting'])
      expect(await says(state), state).to.deep.equal([
        'Not cut, but no server answers it. It keeps what you tap.',
        'Not cut',
      ]);
    expect((await says('dead-cut'))[0]).to.equal('Put it back and start the server: then what was kept is sent.');
  });

  it('says what a ward does now, as soon as no server answers', async () => {
    for (const state of ['dead', 'silent', 'starting'])
      expect(await (await shown(state)).getByRole('alert').innerText(), state).to.equal(
        'No server: ask at the bedside, or go by the paper list.',
      );
    expect(await (await shown('busy')).getByRole('alert').count()).to.equal(0);
  });

  it('cuts no name without dots', async () => {
    const page = await shown('busy');
    for (const glass of glasses) {
      await page.setViewportSize(glass);
      const names = await page.getByRole('button', { name: /^Scan bed/ }).evaluateAll((all) =>
        all.flatMap((button) => {
          const [name] = button.children;
          if (name === undefined) return [];
          const { display, textOverflow } = getComputedStyle(name);
          const isCut = name.scrollWidth > name.clientWidth || button.scrollWidth > button.clientWidth;
          // The browser draws the dots in a block, and in nothing that lays out its children itself.
          return [{ text: button.textContent, isCut, hasDots: display === 'block' && textOverflow === 'ellipsis' }];
        }),
      );
      expect(names.filter(({ isCut }) => isCut)).to.not.have.length(0);
      expect(names.filter(({ isCut, hasDots }) => isCut && !hasDots)).to.deep.equal([]);
    }
  });

  it('has room for a surname as long as the demonstration’s on a narrow glass', async () => {
    const page = await shown('busy');
    await page.setViewportSize({ width: 1024, height: 700 });
    const name = page.getByRole('button', { name: /WIŚNIEWSKI/ }).locator('bdi');
    const cut = await name.evaluate((one) => {
      const room = one.closest('button')?.getBoundingClientRect().right ?? 0;
      return one.getBoundingClientRect().right > room;
    });
    expect(cut).to.equal(false);
  });

  it('says with which PIN each of the invented staff signs in', async () => {
    const page = await shown('busy');
    await page.getByRole('button', { name: 'PINs to sign in' }).click();
    const told = await page.getByRole('dialog', { name: 'Who may sign in on this demonstration' }).innerText();
    for (const { name, pin } of demoStaff([])) expect(told).to.match(new RegExp(`${name}[^]*${pin}`));
    const sheet = await page.getByRole('dialog').boundingBox();
    const opens = await page.getByRole('button', { name: 'PINs to sign in' }).boundingBox();
    expect((sheet?.y ?? Infinity) - (opens?.y ?? 0) - (opens?.height ?? 0), 'by its button').to.be.below(24);
    const wall = await page.getByTitle('Wall').boundingBox();
    expect((sheet?.x ?? 0) + (sheet?.width ?? Infinity), 'off the wall’s freshness').to.be.below(
      (wall?.x ?? 0) + 0.75 * (wall?.width ?? 0),
    );
    const tablet = await page.getByTitle('Tablet').boundingBox();
    expect(sheet?.x, 'beside the tablet that is signed in on').to.be.greaterThan(
      (tablet?.x ?? 0) + (tablet?.width ?? Infinity),
    );
  });

  it('moves no handle when something is broken', async () => {
    const at = async (state: string) => {
      const page = await (await theGallery()).open({ screen: 'window', state }, 'light', { again: true });
      await page.setViewportSize({ width: 1600, height: 1000 });
      return page.evaluate(() =>
        [...document.querySelectorAll('[role=group] button')].map((button) => {
          const { x, y, width, height } = button.getBoundingClientRect();
          return [x, y, width, height].map(Math.round).join(' ');
        }),
      );
    };
    const connected = await at('busy');
    expect(connected).to.have.length.greaterThan(8);
    for (const broken of ['offline', 'dead', 'dead-cut', 'silent', 'starting'])
      expect(await at(broken), broken).to.deep.equal(connected);
  });
});
