import { mostFavourites } from '#api/preferences.ts'
import { sentence } from '#web/ui/error-words.ts'
import StarIcon from '@mui/icons-material/StarBorderOutlined'
import KeptIcon from '@mui/icons-material/StarOutlined'
import IconButton from '@mui/material/IconButton'
import { useState, type ReactNode } from 'react'
import { Toast } from './toast.tsx'
import { usePlace } from './use-place.ts'

/** Keeps the place that is open among the favourites, or takes it from them. */
export function FavouriteStar(): ReactNode {
  const { known, isKept, isFull, keep, drop, error } = usePlace()
  const [seen, setSeen] = useState<Error | null>(null)
  const full = isFull && !isKept
  const label = full
    ? `There are ${mostFavourites} favourites, which is the most`
    : 'Keep among the favourites'
  return (
    <>
      <IconButton
        aria-label="Favourite"
        aria-pressed={isKept}
        aria-disabled={!known || full}
        title={isKept ? 'Take from the favourites' : label}
        onClick={() => {
          if (known && !full) (isKept ? drop : keep)()
        }}
        sx={{
          display: { xs: 'none', sm: 'inline-flex' },
          color: isKept ? 'warning.light' : 'text.secondary',
        }}
      >
        {isKept ? <KeptIcon sx={{ fontSize: 20 }} /> : <StarIcon sx={{ fontSize: 20 }} />}
      </IconButton>
      <Toast
        said={
          error !== null && error !== seen
            ? `The favourites are as before. ${sentence(error.message)}`
            : undefined
        }
        onClose={() => setSeen(error)}
      />
    </>
  )
}
