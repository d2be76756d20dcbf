/** More than these are not drawn: long lists are narrowed by typing, and drawing all of them would only be slow. */
const most = 50

/**
 * What is meant by what was typed, the likeliest first: what is called so from its beginning, then what has a word
 * that begins so, then the rest that has it anywhere. `textsOf` gives all that an option is called.
 */
export function bestFirst(
  options: readonly string[],
  typed: string,
  textsOf: (option: string) => readonly string[],
): string[] {
  const wanted = plain(typed)
  const ranked = options.map((option) => ({
    option,
    rank: Math.min(...textsOf(option).map((text) => rankOf(plain(text), wanted))),
  }))
  return ranked
    .filter(({ rank }) => rank !== Infinity)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ option }) => option)
}

function rankOf(text: string, wanted: string): number {
  if (text.startsWith(wanted)) return 0
  const words = text.split(/[^\p{L}\p{N}]+/u)
  if (words.some((word) => word.startsWith(wanted))) return 1
  return text.includes(wanted) ? 2 : Infinity
}

/** As one types in a hurry: without capitals and accents. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .trim()
}
