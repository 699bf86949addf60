/**
 * Which blocks stand on which page. The browser's own page breaks cannot say "page 2 of 3" or repeat a patient's name in
 * every browser, and may cut a row in two; so the pages are made here and each is exactly one sheet.
 */
export interface Measured {
  /** In CSS pixels. */
  readonly height: number;
  /** A heading: it never stands last on a page. */
  readonly leads: boolean;
}

/**
 * Every block once, in order. One that is taller than a page has a page of its own.
 * @param room what a page holds, in CSS pixels
 * @returns the blocks' numbers, page by page; one empty page when there are none
 */
export function paginate(blocks: readonly Measured[], room: number): readonly (readonly number[])[] {
  const pages: number[][] = [[]];
  let used = 0;
  for (let index = 0; index < blocks.length;) {
    const together = groupAt(blocks, index);
    const height = together.reduce((sum, one) => sum + (blocks[one]?.height ?? 0), 0);
    const page = pages.at(-1) ?? [];
    if (page.length > 0 && used + height > room) {
      pages.push([...together]);
      used = height;
    } else {
      page.push(...together);
      used += height;
    }
    index += together.length;
  }
  return pages;
}

/** Headings and the first block after them. */
function groupAt(blocks: readonly Measured[], start: number): readonly number[] {
  let end = start;
  while (blocks[end]?.leads === true && end + 1 < blocks.length) end += 1;
  return Array.from({ length: end - start + 1 }, (_none, offset) => start + offset);
}
