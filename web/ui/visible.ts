/**
 * Characters that change how a text looks and are not seen themselves: controls, zero-width characters,
 * direction marks and overrides. Tab and line feed are layout, and the two joiners belong to scripts and emoji.
 */
const unseen = /(?![\t\n\u200C\u200D])[\p{Cc}\p{Cf}]/gu

/** The text with what cannot be seen spelled out, so that no name passes for another one. */
export function visible(text: string): string {
  return text.replace(unseen, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    return `‹U+${code}›`
  })
}
