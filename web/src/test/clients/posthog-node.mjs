// Sends with posthog-node. An id is a UUID there: made from the prefix where the client takes one,
// the client's own for $identify and $groupidentify.
import { createHash } from 'node:crypto'
import { PostHog } from 'posthog-node'
import { arguments_, end, groupId, id, userId } from './sending.mjs'

const { host, writeKey, count } = arguments_
const client = new PostHog(writeKey, { host, maxBatchSize: 20, fetchRetryCount: 60, fetchRetryDelay: 500 })
const ids = []
const failures = []
const groups = { company: groupId }
let networkFailed

function uuid(n) {
  const hex = createHash('sha256').update(id(n)).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), '8' + hex.slice(13, 16), 'a' + hex.slice(17, 20), hex.slice(20, 32)].join('-')
}

for (const kind of ['identify', 'capture']) {
  client.on(kind, message => ids.push(message.uuid))
}
// What fails on the network stays in its queue; what a server refused is dropped.
client.on('error', error => {
  if (error.name === 'PostHogFetchNetworkError') networkFailed = true
  else failures.push(error.message)
})

client.identify({ distinctId: userId, properties: { email: `${userId}@example.com` } })
client.groupIdentify({ groupType: 'company', groupKey: groupId, properties: { name: 'Acme' }, distinctId: userId })
client.capture({ distinctId: userId, event: '$pageview', groups, uuid: uuid(2), properties: { $pathname: '/pricing' } })
for (let n = 0; n < count; n++) {
  client.capture({ distinctId: userId, event: 'Report Exported', groups, uuid: uuid(n + 3), properties: { n } })
}

do {
  networkFailed = false
  await client.flush().catch(error => console.error(error.message))
} while (networkFailed)
await client.shutdown()
if (ids.length !== count + 3) failures.push(`${ids.length} of ${count + 3} messages were taken`)
end(ids, failures)
