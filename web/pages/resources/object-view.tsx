import type { KubeObject } from '#kube/types.ts'
import { insideList, type Collection } from '#web/data/inside.ts'
import { rightToRead, type Resource } from '#web/data/inside-rights.ts'
import { kindAt, type ServedKind } from '#web/data/kinds-inside.ts'
import { useInside } from '#web/data/use-inside.ts'
import { paths } from '#web/paths.ts'
import { PageBoundary } from '#web/shell/page-boundary.tsx'
import { commandsFor } from '#web/form/commands.ts'
import { setOver } from '#web/shell/over.ts'
import { Gone } from '#web/ui/gone.tsx'
import { LinkTabs } from '#web/ui/link-tabs.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { orNothing } from '#web/ui/or-nothing.ts'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { Page } from '#web/ui/page.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import KindIcon from '@mui/icons-material/CategoryOutlined'
import BlockedIcon from '@mui/icons-material/LockOutlined'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { Link as RouterLink, useLocation, useNavigate } from 'react-router'
import { arePods, partsOf } from './object-parts.ts'
import { objectState } from './object-state.ts'
import { notReadable, type Within } from './readable.ts'
import type { LookedInto } from './looked-into.ts'
import { stateKey } from './state-key.ts'
import { useKinds } from './use-kinds.ts'
import { useReasonAgainst } from './use-reason.ts'

const PodShell = lazy(() => orNothing(async () => (await import('./pod-shell.tsx')).PodShell))
const DeleteObject = lazy(async () => ({ default: (await import('./delete-object.tsx')).DeleteObject }))

interface Named {
  namespace: string | undefined
  name: string
}

interface Props extends Named {
  looked: LookedInto
  typed: Resource
  part: string
}

/** One object of any kind with its parts, live. */
export function ObjectView({ looked, typed, namespace, name, part }: Props): ReactNode {
  const { place, one } = looked
  const kinds = useKinds(place)
  if (kinds === undefined) return <PageSkeleton />
  const kind = kindAt(kinds, typed)
  const why = notReadable(looked, typed, kind) ?? notInside(looked, namespace)
  if (kind === undefined || why !== undefined) {
    return (
      <Page title={visible(name)}>
        <Nothing icon={<KindIcon />} title={why?.title ?? ''}>
          {why?.why}
        </Nothing>
      </Page>
    )
  }
  const within = {
    looked,
    kind,
    place: { root: place.root, ...(namespace === undefined ? {} : { namespace }) },
  }
  return <Allowed {...within} key={`${one} ${kind.plural} ${namespace} ${name}`} {...{ kinds, name, part }} />
}

function notInside({ place }: LookedInto, namespace: string | undefined) {
  if (place.namespace === undefined || place.namespace === namespace) return undefined
  return {
    title: `Namespace “${visible(namespace ?? '')}” is no part of this space`,
    why: `The space is the namespace ${place.namespace}.`,
  }
}

interface Opened extends Within {
  kinds: readonly ServedKind[]
  name: string
  part: string
}

function Allowed(opened: Opened): ReactNode {
  const { looked, kind, place, name } = opened
  const { data: allowed } = useSuspenseQuery(rightToRead(place, kind))
  if (allowed) return <Found {...opened} />
  return (
    <Page title={visible(name)} aside={<KindWords {...opened} />}>
      <Nothing icon={<BlockedIcon />} title={`You may not see ${kind.many} here`}>
        {looked.one === 'cluster'
          ? 'Your rights on this cluster do not cover them. A platform admin can give you more.'
          : `Your role in this ${looked.one} does not cover them. Its owner or an admin of the project can give you one that does.`}
      </Nothing>
    </Page>
  )
}

function whole({ group, version, plural }: Resource, name: string): Collection<KubeObject> {
  return {
    group,
    version,
    plural,
    as: 'objects',
    fieldSelector: `metadata.name=${name}`,
    keep: (object) => object,
  }
}

function Found(opened: Opened): ReactNode {
  const { kind, place, name } = opened
  const found = useInside(insideList(place, whole(kind, name)))
  const [last, setLast] = useState<KubeObject>()
  const now = found?.items[0]
  if (now !== undefined && now !== last) setLast(now)
  const object = now ?? last
  if (found === undefined) return <PageSkeleton />
  if (object === undefined) {
    return (
      <Page title={visible(name)} aside={<KindWords {...opened} />}>
        <Nothing icon={<KindIcon />} title={`There is no ${kind.kind} “${visible(name)}” here`}>
          It was deleted or renamed, or its name is mistyped. If it is made again, it appears here by itself.
        </Nothing>
      </Page>
    )
  }
  return <Shown {...opened} object={object} gone={now === undefined} />
}

function Shown(opened: Opened & { object: KubeObject; gone: boolean }): ReactNode {
  const { looked, kind, place, kinds, object, gone, part } = opened
  const { name } = object.metadata
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const against = useReasonAgainst('delete', opened)
  const reason =
    object.metadata.deletionTimestamp === undefined ? against : `This ${kind.kind} is being deleted already.`
  const parts = partsOf(kind)
  const Part = parts.find((one) => one.part === part)?.Component
  const state = objectState(stateKey(kind), object)
  const list = paths.objects(looked.what, kind)
  return (
    <Page
      title={visible(name)}
      aside={
        <>
          <KindWords {...opened} />
          {!gone && state !== undefined && <Mark tone={state.tone}>{visible(state.words)}</Mark>}
        </>
      }
      height="fill"
      actions={
        <>
          {arePods(kind) && (
            <Suspense fallback={null}>
              <PodShell {...{ place, object, gone }} />
            </Suspense>
          )}
          <Button
            variant="outlined"
            onClick={() => setOver({ title: visible(name), commands: commandsFor(kind, object.metadata) })}
          >
            Copy as kubectl
          </Button>
          <ReasonedButton variant="outlined" color="error" reason={reason} onClick={() => setDeleting(true)}>
            Delete
          </ReasonedButton>
        </>
      }
    >
      <Gone
        what={kind.kind}
        gone={gone}
        leaving={object.metadata.deletionTimestamp}
        waits={waitsFor(object)}
      />
      <LinkTabs
        label={`${kind.kind} ${name}`}
        tabs={parts.map((one) => ({
          label: one.label,
          to: paths.object(looked.what, kind, object.metadata, one.part === '' ? undefined : one.part),
          end: one.part === '',
          prepare: one.prepare,
        }))}
      />
      <PageBoundary key={pathname} fallback={<PageSkeleton inside />}>
        {Part === undefined ? (
          <Nothing icon={<KindIcon />} title={`A ${kind.kind} has no page “${visible(part)}”`}>
            Its parts are above.
          </Nothing>
        ) : (
          <Part resource={kind} {...{ looked, place, object, kinds, gone }} />
        )}
      </PageBoundary>
      {deleting && (
        <Suspense fallback={null}>
          <DeleteObject
            {...{ kind, place, object }}
            onClose={() => setDeleting(false)}
            onDeleted={() => void navigate(list)}
          />
        </Suspense>
      )}
    </Page>
  )
}

function waitsFor({ metadata: { finalizers = [] } }: KubeObject): string {
  return finalizers.length === 0 ? '' : `It waits for ${finalizers.map(visible).join(', ')}`
}

/** Its kind, which leads to the others of it, and its namespace. */
function KindWords({ looked, kind, place: { namespace } }: Within): ReactNode {
  return (
    <Typography variant="body2" color="textSecondary" component="span">
      <Link component={RouterLink} to={paths.objects(looked.what, kind)} color="inherit" underline="hover">
        {kind.kind}
      </Link>
      {namespace !== undefined && looked.one !== 'space' && ` in ${visible(namespace)}`}
    </Typography>
  )
}
