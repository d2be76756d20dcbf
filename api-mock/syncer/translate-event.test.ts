import { expect, test } from 'vitest'
import { insideEvent } from './translate-event.ts'

test('an Event of the host is about the object inside, by its name there', () => {
  const host = { namespace: 'team', name: 'web-x-shop-x-blue', uid: 'h', resourceVersion: '7' }
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'web-x-shop-x-blue.18a', namespace: 'team', uid: 'e' },
    involvedObject: { apiVersion: 'v1', kind: 'Pod', ...host, fieldPath: 'spec.containers{main}' },
    reason: 'Scheduled',
    message: 'Successfully assigned team/web-x-shop-x-blue to node-1; web-x-shop-x-blue is there',
    count: 2,
  }
  const metadata = { name: 'web', namespace: 'shop', uid: 'u', resourceVersion: '3' }
  expect(insideEvent(event, { apiVersion: 'v1', kind: 'Pod', metadata })).toEqual({
    ...event,
    metadata: { name: 'web.18a', namespace: 'shop' },
    involvedObject: {
      ...event.involvedObject,
      namespace: 'shop',
      name: 'web',
      uid: 'u',
      resourceVersion: '3',
    },
    message: 'Successfully assigned shop/web to node-1; web is there',
  })
})
