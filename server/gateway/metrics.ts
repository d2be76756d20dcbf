import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What `/metrics` shows, besides Node's own figures. */
export interface Metrics {
  registry: Registry
  /** Counts an answered request; seconds until its head was sent. */
  request(labels: { route: string; verb: string; code: number }, seconds: number): void
}

export function makeMetrics(openStreams: () => number): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'aerie_request_duration_seconds',
    help: 'Time until the head of an answer was sent.',
    labelNames: ['route', 'verb'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  })
  const total = new Counter({
    name: 'aerie_requests_total',
    help: 'Answered requests.',
    labelNames: ['route', 'verb', 'code'],
    registers: [registry],
  })
  registry.registerMetric(
    new Gauge({
      name: 'aerie_open_streams',
      help: 'Watches, logs and sockets that are open.',
      registers: [],
      collect() {
        this.set(openStreams())
      },
    }),
  )
  return {
    registry,
    request({ route, verb, code }, seconds) {
      duration.observe({ route, verb }, seconds)
      total.inc({ route, verb, code })
    },
  }
}
