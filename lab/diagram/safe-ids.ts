/** Names as a format allows them: letters, digits and underscores, one of a kind, and the same for the same machine. */
export function safeIds(names: readonly string[], taken: readonly string[] = []): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const used = new Set(taken);
  for (const name of names) {
    const plain = name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?![A-Za-z_])/, '_');
    let id = plain;
    for (let nth = 2; used.has(id); nth++) id = `${plain}_${nth}`;
    used.add(id);
    ids.set(name, id);
  }
  return ids;
}
