import { changePreferences, followOtherWindows, preferences } from '#web/data/preferences.ts'
import { setSingleKeys } from '#web/ui/single-keys.ts'
import { setZone } from '#web/ui/zone.ts'
import { useColorScheme } from '@mui/material/styles'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { rememberProjects } from './recent-projects.ts'

/**
 * Lets this browser be as the person wants every browser to be. What is needed at the first paint, such as theme and
 * zone, is kept here, too, and follows what the server says; a theme that is chosen here goes there.
 */
export function FollowPreferences(): null {
  const client = useQueryClient()
  const { data } = useQuery(preferences)
  const { mode, setMode } = useColorScheme()
  const theme = data?.theme
  const latest = useRef({ mode, theme })
  useEffect(() => followOtherWindows(client), [client])
  useEffect(() => {
    if (data === undefined) return
    setZone(data.zone ?? 'local')
    setSingleKeys(data.shortcuts ?? true)
    rememberProjects(data.recent ?? [])
  }, [data])
  useEffect(() => {
    if (theme !== undefined) setMode(theme)
  }, [theme, setMode])
  useEffect(() => {
    const before = latest.current
    latest.current = { mode, theme }
    // Chosen here: it changed, and not because the server's did.
    if (mode === undefined || mode === before.mode || mode === theme) return
    changePreferences(client, { theme: mode }).catch(() => {})
  }, [client, mode, theme])
  return null
}
