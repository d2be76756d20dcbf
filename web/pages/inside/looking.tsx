import { rightToRead, type Place, type Resource } from '#web/data/inside-rights.ts'
import { useShown } from '#web/pages/instance/shown.ts'
import { Nothing } from '#web/ui/nothing.tsx'
import BlockedIcon from '@mui/icons-material/LockOutlined'
import OverIcon from '@mui/icons-material/DeleteSweepOutlined'
import NotYetIcon from '@mui/icons-material/HourglassEmptyOutlined'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { lookInto, type NothingThere, type Where } from './look.ts'

const icons: Readonly<Record<NothingThere['nothing'], ReactNode>> = {
  later: <NotYetIcon />,
  forbidden: <BlockedIcon />,
  over: <OverIcon />,
}

interface Props {
  where: Where
  what: Resource
  children: (place: Place) => ReactNode
}

/** What is in the open space or virtual cluster, where that can be read; else why there is nothing to see. */
export function Looking({ where, what, children }: Props): ReactNode {
  const look = lookInto(useShown(), where)
  if ('place' in look) {
    return (
      <Allowed key={look.place.root} {...{ where, what, place: look.place }}>
        {children}
      </Allowed>
    )
  }
  return <NotThere look={look} />
}

/** Why there is nothing to see in a space or a virtual cluster. */
export function NotThere({ look: { nothing, title, why } }: { look: NothingThere }): ReactNode {
  return (
    <Nothing icon={icons[nothing]} title={title}>
      {why}
    </Nothing>
  )
}

function Allowed({ where, what, place, children }: Props & { place: Place }): ReactNode {
  const { data: allowed } = useSuspenseQuery(rightToRead(place, what))
  const { one } = useShown().side
  if (allowed) return children(place)
  return (
    <Nothing icon={<BlockedIcon />} title={`You may not see the ${what.plural} here`}>
      {where === 'host'
        ? `Only who is admin in this ${one}, or may edit everything in it, sees how it runs on its host. Its owner or an admin of the project can give you that role.`
        : `Your role in this ${one} does not let you list ${what.plural}. Its owner or an admin of the project can give you one that does.`}
    </Nothing>
  )
}
