import type { JsonObject } from '#kube/json.ts'
import type { Admitted, Context } from '#server/gateway/context.ts'

/** Answers a POST of a virtual resource: what was sent and who sent it, to the object that answers. */
export type VirtualAnswer = (context: Context, admitted: Admitted, body: JsonObject) => unknown

/** A kind that is stored nowhere. */
export interface Virtual {
  kind: string
  answer: VirtualAnswer
}
