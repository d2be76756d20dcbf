import type { KubeObject } from '#kube/types.ts'
import { application, inNamespace } from './workload.ts'

/**
 * What runs in the spaces and virtual clusters of the demo, by project and name: one list, long because there is much
 * of it. The images are of kinds of workload that people know; two of them fail, as some always do.
 */

const registry = 'registry.example.org'

const databaseSettings = (name: string) => ({ POSTGRES_DB: name, POSTGRES_USER: name })

const shop = application({ name: 'shop', team: 'checkout' })
const web = { tier: 'frontend', image: `${registry}/checkout/storefront-web:4.8.0`, port: 3000 } as const
const cart = { tier: 'backend', image: `${registry}/checkout/cart-api:2.14.1`, port: 8080 } as const
const payment = { tier: 'backend', image: `${registry}/checkout/payment-spring:3.2.0`, port: 8080 } as const
const java = { cpu: '250m', memory: 384, readyAfter: 5 } as const
const redis = { tier: 'cache', image: 'redis:8.4', port: 6379, cpu: '25m', memory: 64 } as const
const postgres = {
  tier: 'database',
  image: 'postgres:18.1',
  port: 5432,
  cpu: '100m',
  memory: 256,
  storage: '5Gi',
} as const

export const checkout: Record<string, KubeObject[]> = {
  'cart-dev': [
    ...shop.settings('cart', { CART_TTL: '72h', CURRENCY: 'EUR', FEATURES: 'saved-carts,gift-wrap' }),
    ...shop.serves('storefront', { ...web, replicas: 2 }),
    ...shop.serves('cart-api', {
      ...cart,
      replicas: 3,
      readyAfter: 1,
      env: { REDIS_URL: 'redis://carts:6379' },
    }),
    ...shop.serves('carts', redis),
    ...shop.keeps('orders', { ...postgres, env: databaseSettings('orders') }),
    ...shop.repeats('forget-old-carts', '*/10 * * * *', {
      tier: 'batch',
      image: 'busybox:1.37',
      script: 'echo "looking for carts older than 72h"; sleep 2; echo "41 carts removed"',
    }),
  ],
  'payment-dev': [
    ...shop.secret('psp', { API_KEY: 'test-4f1c2b', WEBHOOK_SECRET: 'test-77ab19' }),
    ...shop.serves('payment', { ...payment, ...java, replicas: 2 }),
    ...shop.serves('ledger-api', { ...cart, image: `${registry}/checkout/ledger-api:1.9.3`, replicas: 2 }),
    ...shop.serves('fraud-check', {
      tier: 'backend',
      image: `${registry}/checkout/fraud-fastapi:0.7.2`,
      port: 8000,
    }),
    ...shop.keeps('ledger', { ...postgres, env: databaseSettings('ledger') }),
    ...shop.does('ledger-migration', {
      tier: 'batch',
      image: `${registry}/checkout/ledger-migrations:1.9.3`,
    }),
  ],
  staging: [
    ...shop.settings('shop', { CURRENCY: 'EUR', FEATURES: 'saved-carts', TRACING: 'sampled' }),
    ...shop.serves('storefront', { ...web, image: `${registry}/checkout/storefront-web:4.7.2`, replicas: 4 }),
    ...shop.serves('cart-api', { ...cart, image: `${registry}/checkout/cart-api:2.14.0`, replicas: 4 }),
    ...shop.serves('payment', { ...payment, ...java, replicas: 3 }),
    ...shop.serves('order-worker', {
      tier: 'backend',
      image: `${registry}/checkout/order-worker:1.4.0`,
      replicas: 2,
    }),
    ...shop.keeps('carts', { ...redis, replicas: 2, storage: '1Gi' }),
    ...shop.keeps('orders', { ...postgres, replicas: 2, env: databaseSettings('orders') }),
  ],
  'preview-fix-rounding': [
    ...shop.serves('storefront', { ...web, image: `${registry}/checkout/storefront-web:fix-rounding` }),
    ...shop.serves('cart-api', { ...cart, image: `${registry}/checkout/cart-api:fix-rounding` }),
    ...shop.keeps('orders', { ...postgres, storage: '1Gi', env: databaseSettings('orders') }),
  ],
  'preview-coupons': [
    ...shop.serves('storefront', { ...web, image: `${registry}/checkout/storefront-web:coupons` }),
    ...shop.serves('cart-api', { ...cart, image: `${registry}/checkout/cart-api:coupons` }),
    // Ends soon after each start: the setting that it misses is said in its log.
    ...shop.serves('coupon-import', {
      tier: 'backend',
      image: 'alpine:3.23',
      script: 'echo "coupon-import 0.3.0"; sleep 1; echo "DATABASE_URL is not set" >&2; exit 1',
    }),
  ],
  'maya-dev': inNamespace(
    'shop',
    ...shop.serves('storefront', { ...web, replicas: 2 }),
    ...shop.serves('cart-api', { ...cart, replicas: 2 }),
    ...shop.serves('carts', redis),
  ),
  'payments-ci': inNamespace(
    'ci',
    ...shop.serves('runner', { tier: 'batch', image: `${registry}/checkout/ci-runner:2.331.0`, replicas: 3 }),
    ...shop.does('unit-tests', {
      tier: 'batch',
      image: 'alpine:3.23',
      replicas: 4,
      script: 'for i in 1 2 3 4; do echo "suite $i passed"; sleep 1; done',
    }),
  ),
}

const finding = application({ name: 'search', team: 'search' })
const ranker = { tier: 'backend', image: `${registry}/search/ranker-fastapi:5.1.0`, port: 8000 } as const

/** What one of the team's operators looks after. */
const searchIndexes: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'searchindexes.search.example.org' },
  spec: {
    group: 'search.example.org',
    scope: 'Namespaced',
    names: { kind: 'SearchIndex', plural: 'searchindexes', singular: 'searchindex', shortNames: ['si'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['shards'],
                properties: {
                  shards: { type: 'integer', minimum: 1, maximum: 64 },
                  language: { type: 'string', enum: ['de', 'en', 'fr'] },
                },
              },
            },
          },
        },
        additionalPrinterColumns: [
          { name: 'Shards', type: 'integer', jsonPath: '.spec.shards' },
          { name: 'Language', type: 'string', jsonPath: '.spec.language' },
          { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
        ],
      },
    ],
  },
}

export const search: Record<string, KubeObject[]> = {
  index: [
    ...finding.settings('analyzers', { 'de.txt': 'straße => strasse', 'en.txt': 'colour => color' }),
    // Slow to start: it reads its segments first.
    ...finding.serves('indexer', {
      ...java,
      tier: 'backend',
      image: `${registry}/search/indexer-spring:8.0.1`,
      port: 8080,
      replicas: 2,
      readyAfter: 20,
    }),
    ...finding.keeps('segments', {
      ...java,
      tier: 'database',
      image: `${registry}/search/segments-java:2.19.0`,
      port: 9200,
      storage: '20Gi',
      replicas: 3,
    }),
    ...finding.serves('query-api', {
      tier: 'backend',
      image: `${registry}/search/query-api:3.3.0`,
      port: 8080,
      replicas: 3,
    }),
  ],
  'ranking-tests': [
    ...finding.serves('ranker', { ...ranker, replicas: 2 }),
    ...finding.serves('features', redis),
    ...finding.does('evaluate', {
      tier: 'batch',
      image: `${registry}/search/evaluation-job:5.1.0`,
      replicas: 2,
    }),
  ],
  suggest: [
    ...finding.serves('suggest-api', {
      tier: 'backend',
      image: `${registry}/search/suggest-api:0.9.4`,
      port: 8080,
      replicas: 2,
    }),
    ...finding.serves('phrases', redis),
    // From a registry that was switched off.
    ...finding.serves('suggest-model', {
      tier: 'backend',
      image: 'registry.old.example/search/suggest-model:0.9.0',
    }),
  ],
  ranking: [
    ...inNamespace(
      'ranking',
      ...finding.serves('ranker', {
        ...ranker,
        image: `${registry}/search/ranker-fastapi:6.0.0-rc.2`,
        replicas: 3,
      }),
      ...finding.serves('feature-api', {
        ...cart,
        image: `${registry}/search/feature-api:1.2.0`,
        replicas: 2,
      }),
      ...finding.serves('features', redis),
    ),
    ...inNamespace(
      'load-test',
      ...finding.serves('swarm', {
        tier: 'batch',
        image: `${registry}/search/swarm-python:2.42.0`,
        replicas: 3,
      }),
    ),
  ],
  operators: [
    searchIndexes,
    ...inNamespace(
      'operators',
      ...finding.serves('index-operator', {
        tier: 'platform',
        image: `${registry}/search/index-operator:0.4.0`,
      }),
    ),
    ...inNamespace(
      'catalogue',
      {
        apiVersion: 'search.example.org/v1',
        kind: 'SearchIndex',
        metadata: { name: 'products', labels: { team: 'search' } },
        spec: { shards: 2, language: 'de' },
      },
      ...finding.serves('products-shard', {
        ...ranker,
        image: `${registry}/search/shard-java:2.19.0`,
        replicas: 2,
      }),
    ),
  ],
}

const pipelines = application({ name: 'pipelines', team: 'data' })
const airflow = { tier: 'backend', image: `${registry}/data/airflow-python:3.1.5` } as const

export const data: Record<string, KubeObject[]> = {
  reports: [
    ...pipelines.serves('reports', {
      tier: 'frontend',
      image: `${registry}/data/reports-django:12.0.0`,
      port: 8000,
      replicas: 2,
    }),
    ...pipelines.serves('render', {
      tier: 'batch',
      image: `${registry}/data/render-python:12.0.0`,
      replicas: 2,
    }),
    ...pipelines.keeps('warehouse', { ...postgres, storage: '50Gi', env: databaseSettings('warehouse') }),
    ...pipelines.repeats('daily-sales', '*/15 * * * *', {
      tier: 'batch',
      image: `${registry}/data/report-job:12.0.0`,
    }),
  ],
  ingest: [
    ...pipelines.keeps('events', {
      ...java,
      tier: 'database',
      image: `${registry}/data/events-java:4.1.1`,
      port: 9092,
      storage: '20Gi',
      replicas: 3,
    }),
    ...pipelines.serves('ingest-api', {
      tier: 'backend',
      image: `${registry}/data/ingest-api:7.5.0`,
      port: 8080,
      replicas: 3,
    }),
    ...pipelines.serves('transform', {
      tier: 'batch',
      image: `${registry}/data/transform-python:7.5.0`,
      replicas: 2,
    }),
  ],
  pipelines: inNamespace(
    'airflow',
    ...pipelines.serves('web', { ...airflow, port: 8000 }),
    ...pipelines.serves('scheduler', airflow),
    ...pipelines.serves('worker', { ...airflow, replicas: 4, cpu: '200m', memory: 256 }),
    ...pipelines.serves('queue', redis),
    ...pipelines.keeps('metadata', { ...postgres, env: databaseSettings('airflow') }),
  ),
}

const apps = application({ name: 'apps', team: 'mobile' })

export const mobile: Record<string, KubeObject[]> = {
  api: [
    ...apps.serves('mobile-api', { ...cart, image: `${registry}/mobile/mobile-api:31.2.0`, replicas: 3 }),
    ...apps.serves('images', { tier: 'frontend', image: 'nginx:1.29', port: 80, replicas: 2 }),
    ...apps.serves('sessions', redis),
  ],
  push: [
    ...apps.serves('push-gateway', { ...cart, image: `${registry}/mobile/push-gateway:6.0.0`, replicas: 3 }),
    ...apps.keeps('devices', { ...redis, image: 'valkey/valkey:9.0', storage: '1Gi' }),
  ],
  devices: inNamespace(
    'farm',
    ...apps.serves('device', {
      tier: 'batch',
      image: `${registry}/mobile/device-node:14.0.0`,
      port: 3000,
      replicas: 6,
    }),
    ...apps.serves('farm-api', { ...cart, image: `${registry}/mobile/farm-api:2.2.1`, replicas: 2 }),
  ),
}

const ground = application({ name: 'ground', team: 'platform' })

export const platform: Record<string, KubeObject[]> = {
  monitoring: [
    ...ground.settings('targets', { 'scrape.yaml': 'scrape_interval: 30s\n' }),
    ...ground.keeps('prometheus', {
      tier: 'platform',
      image: 'quay.io/prometheus/prometheus:v3.8.1',
      port: 9090,
      storage: '50Gi',
      replicas: 2,
      memory: 512,
    }),
    ...ground.keeps('alertmanager', {
      tier: 'platform',
      image: 'quay.io/prometheus/alertmanager:v0.30.0',
      port: 9093,
      storage: '2Gi',
      replicas: 2,
    }),
    ...ground.serves('grafana', { tier: 'frontend', image: 'grafana/grafana:12.3.1', port: 3000 }),
  ],
  edge: [
    ...ground.serves('edge', { tier: 'platform', image: 'nginx:1.29', port: 80, replicas: 3, cpu: '100m' }),
    ...ground.serves('certificates', {
      tier: 'platform',
      image: `${registry}/platform/cert-controller:1.19.2`,
    }),
    ...ground.serves('names', { tier: 'platform', image: `${registry}/platform/external-dns:0.20.0` }),
  ],
}

const trial = application({ name: 'trial', team: 'everybody' })

export const sandbox: Record<string, KubeObject[]> = {
  hello: [
    ...trial.serves('hello', { tier: 'frontend', image: 'nginx:1.29-alpine', port: 80, replicas: 2 }),
    ...trial.serves('podinfo', { tier: 'backend', image: 'stefanprodan/podinfo:6.9.4', port: 9898 }),
  ],
  'daniel-lab': inNamespace(
    'lab',
    ...trial.serves('web', { tier: 'frontend', image: 'httpd:2.4', port: 80, replicas: 2 }),
    ...trial.serves('whoami', { tier: 'backend', image: 'traefik/whoami:v1.11', port: 80 }),
  ),
  'aiko-lab': inNamespace(
    'lab',
    ...trial.serves('podinfo', {
      tier: 'backend',
      image: 'stefanprodan/podinfo:6.9.4',
      port: 9898,
      replicas: 3,
    }),
    ...trial.serves('cache', redis),
  ),
}
