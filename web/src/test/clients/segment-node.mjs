// Sends with @segment/analytics-node, its settings as they come.
import { Analytics } from '@segment/analytics-node'
import { arguments_, end, groupId, id, userId } from './sending.mjs'

const { host, writeKey, count, seconds } = arguments_
const analytics = new Analytics({ writeKey, host })
const ids = []
const failures = []

function message(fields) {
  const messageId = id(ids.length)
  ids.push(messageId)
  return { userId, messageId, ...fields }
}

function sent(error) {
  if (error) failures.push(error)
}

analytics.identify(message({ traits: { email: `${userId}@example.com` } }), sent)
analytics.group(message({ groupId, traits: { name: 'Acme' } }), sent)
analytics.page(message({ name: 'Pricing', properties: { path: '/pricing' } }), sent)
for (let n = 0; n < count; n++) {
  analytics.track(message({ event: 'Report Exported', properties: { n }, context: { groupId } }), sent)
}

// Without a timeout of its own it drops what is still retried after 12.5 s.
await analytics.closeAndFlush({ timeout: seconds * 1000 })
end(ids, failures)
