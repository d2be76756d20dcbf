import { visible } from '#web/ui/visible.ts'

const longestTitle = 60

/** A title as a program sets it, which is anybody's text: on one line, seen as it is, and cut. */
export function cleanTitle(title: string): string {
  const line = visible(title.replace(/\s+/g, ' ').trim())
  const letters = Array.from(line)
  return letters.length <= longestTitle ? line : `${letters.slice(0, longestTitle - 1).join('')}…`
}

/** An address that a program shows, where it is one of the web; undefined for all else, such as `file:`. */
export function webAddress(text: string): URL | undefined {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) ? url : undefined
}

/** What is in an address that would be taken for somewhere else. */
export function addressWarning(url: URL): string | undefined {
  if (url.username !== '' || url.password !== '')
    return `It has a name before the host: what it leads to is ${url.host}.`
  if (/(^|\.)xn--/.test(url.hostname)) return 'Its host has letters that may look like others.'
  return undefined
}

/** Whether pasted text would run as commands before anybody has read it. */
export function hasLines(text: string): boolean {
  return /[\r\n]/.test(text)
}
