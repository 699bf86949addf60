/** Diagrams in a real browser, by day and by night: words fit where they stand, in the look's letters and in others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axeCore from 'axe-core';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { draw, layout, outlineOf, partOf, type PartOptions } from '../../lab/index.ts';
import { machines } from '../lab/diagram/machines.ts';
import { launchBrowser, themes } from '../support/browser.ts';
import { venepuncture } from '../support/protocol.ts';

const { machine } = venepuncture();
const drawn = {
  'venepuncture at depth 2': () => diagram({ depth: 2 }),
  'its consent step': () => diagram({ state: 'open.consent' }),
  'a small nested machine': () => diagram({}, machines['kettle']),
  'odd names': () => diagram({}, machines['oddNames']),
};

async function diagram(options: PartOptions, of = machine): Promise<string> {
  const part = partOf(outlineOf(of), options);
  if (part === null) throw new Error('the state is there');
  return draw(await layout(part, { labels: 'all' }));
}

const fonts = join(import.meta.dirname, '../../node_modules/@fontsource/atkinson-hyperlegible-next/files');
const ownLetters = [400, 700]
  .map((weight) => {
    const file = readFileSync(join(fonts, `atkinson-hyperlegible-next-latin-${weight}-normal.woff2`)).toString(
      'base64',
    );
    return `@font-face { font-family: 'Atkinson Hyperlegible Next'; font-weight: ${weight}; src: url(data:font/woff2;base64,${file}); }`;
  })
  .join('\n');

declare const axe: typeof axeCore;

describe('diagrams', function () {
  let browser: Browser;
  let page: Page;
  before(async () => {
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  });
  after(() => browser.close());

  async function open(svg: string, letters: 'own' | 'other'): Promise<readonly string[]> {
    const asked: string[] = [];
    page.removeAllListeners('request');
    page.on('request', (request) => void (request.url().startsWith('data:') || asked.push(request.url())));
    await page.setContent(
      `<html lang="en"><title>Diagram</title><style>${letters === 'own' ? ownLetters : ''}</style><main><h1>Diagram</h1>${svg}</main></html>`,
    );
    await page.evaluate(async () => void (await document.fonts.ready));
    return asked;
  }

  for (const [name, make] of Object.entries(drawn)) {
    for (const letters of ['own', 'other'] as const)
      it(`${name}: words stay in their boxes in ${letters === 'own' ? 'the letters of the look' : 'whatever letters are there'}`, async () => {
        expect(await open(await make(), letters)).to.deep.equal([]);
        const outside = await page.evaluate(() =>
          [...document.querySelectorAll<SVGGElement>('.box')].flatMap((box) => {
            const edge = box.querySelector<SVGGraphicsElement>('rect, circle')?.getBBox();
            if (edge === undefined) return [];
            return [...box.querySelectorAll('text')]
              .filter((text) => {
                const { x, y, width, height } = text.getBBox();
                return x < edge.x || y < edge.y || x + width > edge.x + edge.width || y + height > edge.y + edge.height;
              })
              .map((text) => text.textContent);
          }),
        );
        expect(outside).to.deep.equal([]);
      });

    for (const theme of themes)
      it(`${name}: breaks no rule of axe when ${theme}, and has that theme's ground`, async () => {
        await page.emulateMedia({ colorScheme: theme });
        await open(await make(), 'own');
        const ground = await page.evaluate(() => getComputedStyle(document.querySelector('.ground') as Element).fill);
        expect(ground).to.equal({ light: 'rgb(230, 234, 231)', dark: 'rgb(14, 20, 24)' }[theme]);
        await page.evaluate(axeCore.source);
        const broken = await page.evaluate(async () => {
          const { violations } = await axe.run(document.querySelector('main') as Element);
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        });
        expect(broken).to.deep.equal([]);
      });
  }
});
