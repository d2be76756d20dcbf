import { clusterPrefix } from '#api/paths.ts'
import { insideList } from '#web/data/inside.ts'
import { useInside } from '#web/data/use-inside.ts'
import { paths } from '#web/paths.ts'
import { AmountLine } from '#web/quota/amount-line.tsx'
import { amountWords } from '#web/quota/resource-quotas.ts'
import { Section } from '#web/ui/section.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { CapacityAwaited } from './capacity-awaited.tsx'
import { ClusterPods } from './cluster-pods.tsx'
import {
  added,
  nodeRows,
  podRequests,
  requestedByNode,
  type Amounts,
  type NodeRow,
  type PodRow,
} from './machines.ts'

const nodeKind = { group: '', version: 'v1', plural: 'nodes' }

/** What the machines of a cluster give and what is asked of them; for who may list both. */
export function Capacity({ cluster }: { cluster: string }): ReactNode {
  const place = { root: clusterPrefix(cluster) }
  const nodes = useInside(insideList<NodeRow>(place, nodeRows))
  const pods = useInside(insideList<PodRow>(place, podRequests))
  if (nodes === undefined || pods === undefined) {
    return <CapacityAwaited />
  }
  const requested = requestedByNode(pods.items)
  return (
    <>
      <Sums nodes={nodes.items} requested={requested} partial={pods.partial === true} />
      <ClusterPods cluster={cluster} place={place} />
      <Nodes cluster={cluster} nodes={nodes.items} requested={requested} />
    </>
  )
}

const kept = [
  { key: 'cpu', name: 'CPU requested' },
  { key: 'memory', name: 'Memory requested' },
  { key: 'pods', name: 'Pods' },
] as const

interface SumsProps {
  nodes: readonly NodeRow[]
  requested: ReadonlyMap<string, Amounts>
  partial: boolean
}

function Sums({ nodes, requested, partial }: SumsProps): ReactNode {
  const open = nodes.filter((node) => node.open)
  const has = added(open.map(({ allocatable }) => allocatable))
  const asked = added([...requested.values()])
  const waiting = requested.get('')?.pods ?? 0
  return (
    <Section title="Capacity">
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          px: 2,
          py: 1.5,
          // The bars stand on one line, however many lines are above them.
          alignItems: 'end',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' },
        }}
      >
        {kept.map(({ key, name }) => (
          <AmountLine
            key={key}
            name={name}
            words={amountWords(key, asked[key], has[key])}
            used={asked[key]}
            limit={has[key]}
          />
        ))}
      </Box>
      <Typography variant="body2" color="textSecondary" sx={{ px: 2, pb: 1.5 }}>
        Of what{' '}
        {open.length === nodes.length ? 'its nodes have' : `its ${open.length} nodes that take pods have`}
        {' for pods'}
        {partial && ', as far as they are counted by now'}.
        {waiting > 0 && ` ${waiting} of the pods ${waiting === 1 ? 'waits' : 'wait'} for a node.`}
      </Typography>
    </Section>
  )
}

/** So many machines are shown before somebody asks for all of them. */
const few = 20

interface NodesProps {
  cluster: string
  nodes: readonly NodeRow[]
  requested: ReadonlyMap<string, Amounts>
}

function Nodes({ cluster, nodes, requested }: NodesProps): ReactNode {
  const [all, setAll] = useState(false)
  // Whoever looks here looks for what is wrong.
  const sorted = nodes.toSorted(
    (one, other) =>
      Number(one.open) - Number(other.open) ||
      one.metadata.name.localeCompare(other.metadata.name, 'en', { numeric: true }),
  )
  return (
    <Section title="Nodes" count={nodes.length}>
      {nodes.length === 0 ? (
        <Typography color="textSecondary" sx={{ p: 2 }}>
          It has no node, so nothing can run on it.
        </Typography>
      ) : (
        <Table size="small" aria-label="Nodes" sx={tableStyle}>
          <TableHead>
            <TableRow>
              <TableCell>Node</TableCell>
              <TableCell sx={{ width: { xs: 112, md: '17%' } }}>Status</TableCell>
              <TableCell sx={{ display: wide, width: '22%' }}>CPU</TableCell>
              <TableCell sx={{ display: wide, width: '20%' }}>Memory</TableCell>
              <TableCell sx={{ display: wide, width: '15%' }}>Pods</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {sorted.slice(0, all ? undefined : few).map((node) => (
              <NodeCells
                key={node.metadata.name}
                cluster={cluster}
                node={node}
                asked={requested.get(node.metadata.name)}
              />
            ))}
          </TableBody>
        </Table>
      )}
      {!all && nodes.length > few && (
        <Button sx={{ m: 1 }} onClick={() => setAll(true)}>
          Show all {nodes.length}
        </Button>
      )}
    </Section>
  )
}

interface CellsProps {
  cluster: string
  node: NodeRow
  asked: Amounts | undefined
}

function NodeCells({ cluster, node, asked = { cpu: 0, memory: 0, pods: 0 } }: CellsProps): ReactNode {
  const { name } = node.metadata
  const words = (key: keyof Amounts): string => amountWords(key, asked[key], node.allocatable[key])
  return (
    <TableRow>
      <TableCell>
        <Link
          component={RouterLink}
          to={paths.object({ cluster }, nodeKind, { name })}
          underline="hover"
          sx={{ fontWeight: 550 }}
        >
          {visible(name)}
        </Link>
        <Typography variant="body2" color="textSecondary">
          {visible(node.version)}
          <Box component="span" sx={{ display: { md: 'none' } }}>
            {' · '}
            {words('cpu')}, {words('memory')}, {words('pods')} pods
          </Box>
        </Typography>
      </TableCell>
      <TableCell>
        <Mark tone={node.state.tone}>{node.state.words}</Mark>
      </TableCell>
      <TableCell sx={{ display: wide }}>{words('cpu')}</TableCell>
      <TableCell sx={{ display: wide }}>{words('memory')}</TableCell>
      <TableCell sx={{ display: wide }}>{words('pods')}</TableCell>
    </TableRow>
  )
}

const wide = { xs: 'none', md: 'table-cell' } as const
const tableStyle = {
  tableLayout: 'fixed',
  '& tbody tr:last-of-type td': { border: 0 },
  '& td': { whiteSpace: 'normal', overflowWrap: 'anywhere', py: 0.75 },
} as const
