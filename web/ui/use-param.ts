import { useParams } from 'react-router'

/** A parameter of the page's address. That it is missing is a mistake in the table of routes. */
export function useParam(name: string): string {
  const value = useParams()[name]
  if (value === undefined) throw new Error(`this page's address has no parameter ${name}`)
  return value
}
