import type { VirtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { chooseVersion } from '#api/template-versions.ts'
import type { Template } from './instance-form.ts'

/** A virtual cluster's, of which a space has a part. */
type Definition = NonNullable<VirtualClusterTemplate['spec']['template']>

/** What comes with a template, in a line; empty where it says nothing of it. */
export function contentsWords({ spec }: Template): string {
  const choice = chooseVersion<Definition>(spec)
  if ('problem' in choice || choice.template === undefined) return ''
  const { objects, helmRelease, spaceTemplate } = choice.template
  const release = helmRelease?.chart?.version
  const inside = kindsIn(objects)
  const outside = kindsIn(spaceTemplate?.objects)
  return [
    release === undefined || release === '' ? '' : `vcluster ${release}`,
    inside.length === 0 ? '' : `with ${inside.join(', ')}`,
    outside.length === 0 ? '' : `its namespace has ${outside.join(', ')}`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** The kinds of objects in manifests, each once. What a template fills in is not looked at. */
function kindsIn(manifests = ''): string[] {
  return [...new Set([...manifests.matchAll(/^kind: *([A-Za-z]+) *$/gm)].map(([, kind = '']) => kind))]
}
