import type { ProjectSecret } from '#api/kinds/project-secret.ts'

/** A secret of the demo, and who makes it. Nothing opens with its values. */
export interface DemoSecret {
  project: string
  name: string
  by: string
  spec: ProjectSecret['spec']
}

const everybody = [{ name: 'members', verbs: ['get', 'use'], users: ['*'] }]

function dataOf(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
  )
}

export const demoSecrets: readonly DemoSecret[] = [
  {
    project: 'checkout',
    name: 'registry',
    by: 'maya',
    spec: {
      displayName: 'Registry of images',
      description: 'Pulls, and does not push.',
      access: everybody,
      data: dataOf({ USERNAME: 'checkout-pull', PASSWORD: 'only-a-demo' }),
    },
  },
  {
    project: 'checkout',
    name: 'payment-sandbox',
    by: 'jonas',
    spec: {
      displayName: 'Sandbox of the payment provider',
      owner: { team: 'checkout' },
      data: dataOf({
        MERCHANT: 'demo-merchant',
        TOKEN: 'only-a-demo',
        'callback.yaml': 'url: https://checkout.example.org/paid\nretries: 3\n',
      }),
    },
  },
  {
    project: 'data',
    name: 'warehouse',
    by: 'viktor',
    spec: {
      displayName: 'Warehouse',
      description: 'For the reports; reads alone.',
      access: everybody,
      data: dataOf({ HOST: 'warehouse.example.org', USERNAME: 'reports', PASSWORD: 'only-a-demo' }),
    },
  },
]
