// What the scripts share: their arguments, their time limit and how they end.
//
//   node <script> <host-url> <write-key> <count> <id-prefix> <seconds>
//
// Each script sends an identify, a group (or what the client has in its place), a page and then
// <count> tracks, waits until the client says that all were delivered, and prints their ids.
// Exit 0: all delivered. Exit 1: the client gave some up. Exit 2: the time limit.
import process from 'node:process'

const [, , host, writeKey, count, prefix, seconds] = process.argv

if (!seconds) {
  console.error('arguments: <host-url> <write-key> <count> <id-prefix> <seconds>')
  process.exit(64)
}

// Standard output is for the ids alone, whatever a client logs.
console.log = console.info = console.debug = console.error

export const arguments_ = { host, writeKey, count: Number(count), prefix, seconds: Number(seconds) }
export const userId = `${prefix}-user`
export const groupId = `${prefix}-acme`

export function id(n) {
  return `${prefix}-${n}`
}

// Also keeps the process alive: some clients wait on timers that would not.
setTimeout(() => {
  console.error(`not delivered within ${seconds} s`)
  process.exit(2)
}, arguments_.seconds * 1000)

export function end(ids, failures) {
  failures.slice(0, 5).forEach(failure => console.error('given up:', failure))
  process.stdout.write(ids.map(each => each + '\n').join(''), () => process.exit(failures.length ? 1 : 0))
}
