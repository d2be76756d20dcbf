/** Programs by what they call themselves, the more special before what they also claim to be. */
const programs: readonly [pattern: RegExp, words: string][] = [
  [/\bEdg\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/\bChrom(e|ium)\/|HeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^kubectl/, 'kubectl'],
  [/^curl\//, 'curl'],
  [/^(vcluster|loft|devspace|DevPod)\b/i, 'a command line'],
  [/^Go-http-client/, 'a command line'],
  [/^node\b/i, 'a program in Node.js'],
]

const systems: readonly [pattern: RegExp, words: string][] = [
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b|\bwindows\//, 'Windows'],
  [/\bMac OS X\b|\bdarwin\//, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b|\blinux\//, 'Linux'],
]

/** What a program says of itself, in words: `Firefox on Linux`. Only a claim: anybody can say anything. */
export function programWords(userAgent: string): string | undefined {
  const program = programs.find(([pattern]) => pattern.test(userAgent))?.[1]
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1]
  if (program === undefined) return system
  return system === undefined ? program : `${program} on ${system}`
}

/** From where a session began, as the server noted it at sign-in: `{address} {user agent}`. */
export function originOf(description = ''): { address?: string; program?: string; said?: string } {
  const [, address, userAgent = ''] = /^(\S+) ?(.*)$/s.exec(description) ?? []
  if (address === undefined || !/^[0-9a-f.:]+$/i.test(address)) return {}
  const program = programWords(userAgent)
  return { address, said: userAgent, ...(program === undefined ? {} : { program }) }
}
