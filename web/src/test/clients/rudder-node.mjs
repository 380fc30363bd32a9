// Sends with @rudderstack/rudder-sdk-node. Its three retries are over within two seconds, less than
// a server needs to start again, so it is given more.
import Analytics from '@rudderstack/rudder-sdk-node'
import { arguments_, end, groupId, id, userId } from './sending.mjs'

const { host, writeKey, count } = arguments_
const failures = []
const ids = []
let settled = 0

const analytics = new Analytics(writeKey, {
  dataPlaneUrl: host,
  logLevel: 'error',
  retryCount: 10,
  // Without one a batch that is given up ends the process with an unhandled rejection.
  errorHandler: error => failures.push(error.message),
})

function message(fields) {
  const messageId = id(ids.length)
  ids.push(messageId)
  return { userId, messageId, ...fields }
}

function sent() {
  settled++
}

analytics.identify(message({ traits: { email: `${userId}@example.com` } }), sent)
analytics.group(message({ groupId, traits: { name: 'Acme' } }), sent)
analytics.page(message({ name: 'Pricing', properties: { path: '/pricing' } }), sent)
for (let n = 0; n < count; n++) {
  analytics.track(message({ event: 'Report Exported', properties: { n }, context: { groupId } }), sent)
}

// A flush takes one batch, not all that wait.
while (settled < ids.length) {
  await analytics.flush()
  await new Promise(setImmediate)
}
end(ids, failures)
