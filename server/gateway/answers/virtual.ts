import type { Admitted, Context } from '#server/gateway/context.ts'

/** Answers a POST of a virtual resource: what was sent and who sent it, to the object that answers. */
export type VirtualAnswer = (context: Context, admitted: Admitted, body: Record<string, unknown>) => unknown
