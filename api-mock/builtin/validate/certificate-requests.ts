import { duplicateValue, type FieldCause, invalidValue, requiredValue, tooLong } from '#kube/causes.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { oneOf, when } from './checks.ts'
import { dnsLabel, dnsSubdomain } from './formats.ts'
import { isSet } from './reading.ts'

const usages = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
]

/** A request for a certificate; that it is one at all is looked at by its first line only. */
export function certificateSigningRequest(object: KubeObject, live?: KubeObject): FieldCause[] {
  if (live !== undefined) return []
  const spec = fieldsOf(object.spec)
  const list = textsOf(spec.usages)
  const pem = Buffer.from(textOf(spec.request), 'base64').toString('utf8')
  const form = 'PEM block type must be CERTIFICATE REQUEST'
  const short = 'may not specify a duration less than 600 seconds (10 minutes)'
  const seconds = spec.expirationSeconds
  return [
    ...when(
      !pem.includes('-----BEGIN CERTIFICATE REQUEST-----'),
      invalidValue('spec.request', textOf(spec.request), form),
    ),
    ...when(list.length === 0, requiredValue('spec.usages')),
    ...list.flatMap((usage, index) => oneOf(usage, `spec.usages[${index}]`, usages)),
    ...list.flatMap((usage, index) =>
      when(list.indexOf(usage) < index, duplicateValue(`spec.usages[${index}]`, usage)),
    ),
    ...signer(textOf(spec.signerName), 'spec.signerName'),
    ...when(
      isSet(seconds) && numberOf(seconds) < 600,
      invalidValue('spec.expirationSeconds', seconds, short),
    ),
  ]
}

function signer(name: string, field: string): FieldCause[] {
  const legacy = 'the legacy signerName is not allowed via this API version'
  if (name === 'kubernetes.io/legacy-unknown') return [invalidValue(field, name, legacy)]
  if (name === '') return [requiredValue(field)]
  const [domain = '', path, ...rest] = name.split('/')
  if (path === undefined || rest.length > 0) {
    const detail = "must be a fully qualified domain and path of the form 'example.com/signer-name'"
    return [invalidValue(field, name, detail)]
  }
  const short = 'should be a domain with at least two segments separated by dots'
  return [
    ...when(domain.length > 253, tooLong(field, 253)),
    ...firstWrong(domain, dnsLabel, field),
    ...when(!domain.includes('.'), invalidValue(field, domain, short)),
    ...firstWrong(path, dnsSubdomain, field),
    ...when(name.length > 571, tooLong(field, 571)),
  ]
}

function firstWrong(text: string, rule: (part: string) => string[], field: string): FieldCause[] {
  const part = text.split('.').find((label) => rule(label).length > 0)
  if (part === undefined) return []
  return rule(part).map((problem) =>
    invalidValue(field, text, `validating label ${JSON.stringify(part)}: ${problem}`),
  )
}
