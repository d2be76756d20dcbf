import type { Project } from '#api/kinds/project.ts'
import type { Side } from '#web/pages/instance/sides.ts'
import { paths } from '#web/paths.ts'
import { titleOf } from '#web/ui/object-words.ts'
import ListSubheader from '@mui/material/ListSubheader'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

interface Props {
  side: Side
  projects: readonly Project[]
  anchor: HTMLElement
  onClose: () => void
}

/** More than these are found in the list of projects. */
const most = 12

/** In which project it is to be made. */
export function ChooseProjectMenu({ side, projects, anchor, onClose }: Props): ReactNode {
  return (
    <Menu
      open
      anchorEl={anchor}
      onClose={onClose}
      slotProps={{ list: { 'aria-label': `Project of the new ${side.one}`, sx: { maxWidth: 320 } } }}
    >
      <ListSubheader role="presentation" sx={{ lineHeight: '28px', bgcolor: 'transparent' }}>
        In which project?
      </ListSubheader>
      {projects.slice(0, most).map((project, index) => (
        <MenuItem
          key={project.metadata.name}
          component={Link}
          to={side.form(project.metadata.name)}
          autoFocus={index === 0}
        >
          {titleOf(project)}
        </MenuItem>
      ))}
      {projects.length > most && (
        <MenuItem component={Link} to={paths.projects()}>
          All {projects.length} projects…
        </MenuItem>
      )}
    </Menu>
  )
}
