import { expect, test } from 'vitest'
import { readsInput } from './reads-input.ts'

test.each([
  [['cat']],
  [['cat', '-']],
  [['/bin/sh']],
  [['tar', '-xmf', '-', '-C', '/tmp']],
  [['grep', 'x']],
  [['sh', '-c', 'cat > /tmp/file']],
  [['sh', '-c', 'cd /tmp && tar xf -']],
  [['sh', '-c', 'while read line; do echo $line; done']],
])('%j reads', (argv) => expect(readsInput(argv)).toBe(true))

test.each([
  [['ls', '/']],
  [['cat', '/etc/hosts']],
  [['grep', 'x', '/etc/hosts']],
  [['tar', 'cf', '-', '/tmp']],
  [['sh', '-c', 'ls | sort | head -n 1']],
  [['sh', '-c', 'cat < /etc/hosts; echo "cat"']],
  [['bash', '-c', 'X=1 echo hi; grep "a b" /etc/hosts > /tmp/x']],
])('%j does not', (argv) => expect(readsInput(argv)).toBe(false))
