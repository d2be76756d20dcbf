/** A name for an object that people call this: lower case, letters, digits and hyphens, no longer than `most`. */
export function suggestName(title: string, most: number): string {
  return title
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, most)
    .replace(/^-+|-+$/g, '')
}

/** What no further typing would mend; a hyphen at the end is the middle of a name. */
export function typingProblem(name: string, most: number): string | undefined {
  return name === '' ? undefined : nameProblem(name.replace(/(?<=.)-+$/, ''), most)
}

/** The name after one that is taken: `dev-2` after `dev`, `dev-10` after `dev-9`, no longer than `most`. */
export function nextName(name: string, most: number): string {
  const [, stem = name, count = '1'] = /^(.*?)-(\d{1,3})$/.exec(name) ?? []
  const end = `-${Number(count) + 1}`
  return `${stem.slice(0, most - end.length).replace(/-+$/, '')}${end}`
}

/** What is wrong with a name, in words; undefined when Kubernetes takes it. */
export function nameProblem(name: string, most: number): string | undefined {
  if (name === '') return 'A name is needed.'
  if (name.length > most) return `At most ${most} characters, so that names made from it still fit.`
  if (!/^[a-z0-9-]+$/.test(name)) return 'Only lower-case letters, digits and hyphens.'
  if (!/^[a-z0-9].*[a-z0-9]$|^[a-z0-9]$/.test(name)) return 'Starts and ends with a letter or a digit.'
  return undefined
}
