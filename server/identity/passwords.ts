import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** Cost of one try: N=2^15, r=8 is 32 MiB and some 60 ms, OWASP's figure for interactive sign-in. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, 32, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  )
}

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Compares in constant time; a missing hash costs as much as a wrong password, so that names cannot be guessed. */
export async function passwordMatches(password: string, hash: string | undefined): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = hash?.split('$') ?? []
  const known = scheme === 'scrypt' && Number(N) === cost.N && Number(r) === cost.r && Number(p) === cost.p
  const derived = await derive(password, Buffer.from(salt ?? '', 'base64url'))
  const wanted = Buffer.from(key ?? '', 'base64url')
  return known && wanted.length === derived.length && timingSafeEqual(wanted, derived)
}

/** Four groups of five letters and digits that are not mistaken for each other: 99 bits. */
export function makePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789ACDE'.slice(0, 32)
  const letters = [...randomBytes(20)].map((byte) => alphabet[byte % 32])
  return [0, 5, 10, 15].map((start) => letters.slice(start, start + 5).join('')).join('-')
}
