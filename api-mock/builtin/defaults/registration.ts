import { all, conditions, each, empty, inside, missing, defaultsOf, struct } from './fill.ts'

const service = inside('service', missing({ port: 443 }))

const selectors = missing({ matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} })

const anyScope = missing({ scope: '*' })

const webhook = all(
  struct('clientConfig', service),
  each('rules', anyScope),
  missing({ failurePolicy: 'Fail', timeoutSeconds: 10 }),
  selectors,
)

const matchResources = all(selectors, each('resourceRules', anyScope), each('excludeResourceRules', anyScope))

const policySpec = struct(
  'spec',
  missing({ failurePolicy: 'Fail' }),
  inside('matchConstraints', matchResources),
)

const policyBinding = defaultsOf(struct('spec', inside('matchResources', matchResources)))

const transitions = conditions('lastTransitionTime')

const admission = 'admissionregistration.k8s.io'

/** What makes the API server ask others, and what it asks itself. */
export const registration = {
  [`${admission}/validatingwebhookconfigurations`]: defaultsOf(each('webhooks', webhook)),
  [`${admission}/mutatingwebhookconfigurations`]: defaultsOf(
    each('webhooks', webhook, missing({ reinvocationPolicy: 'Never' })),
  ),
  [`${admission}/validatingadmissionpolicies`]: defaultsOf(policySpec, struct('status')),
  [`${admission}/mutatingadmissionpolicies`]: defaultsOf(policySpec),
  [`${admission}/validatingadmissionpolicybindings`]: policyBinding,
  [`${admission}/mutatingadmissionpolicybindings`]: policyBinding,
  'apiregistration.k8s.io/apiservices': defaultsOf(struct('spec', service), struct('status', transitions)),
  'flowcontrol.apiserver.k8s.io/flowschemas': defaultsOf(
    struct(
      'spec',
      empty({ matchingPrecedence: 1000 }),
      struct('priorityLevelConfiguration', missing({ name: '' })),
    ),
    struct('status', transitions),
  ),
  'flowcontrol.apiserver.k8s.io/prioritylevelconfigurations': defaultsOf(
    struct(
      'spec',
      inside(
        'limited',
        missing({ nominalConcurrencyShares: 30, lendablePercent: 0 }),
        struct(
          'limitResponse',
          missing({ type: '' }),
          inside('queuing', empty({ handSize: 8, queues: 64, queueLengthLimit: 50 })),
        ),
      ),
      inside('exempt', missing({ nominalConcurrencyShares: 0, lendablePercent: 0 })),
    ),
    struct('status', transitions),
  ),
}
