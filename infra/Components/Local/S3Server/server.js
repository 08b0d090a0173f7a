// The S3 server of the local target: s3rver with a key of its own for every bucket.
//
//   S3_PORT    port on 127.0.0.1
//   S3_DATA    folder that holds the objects
//   S3_KEYS    folder with one <bucket>.json per bucket: {"access_key_id": "...", "secret_key": "..."}
//
// s3rver knows one built-in account and lets unsigned requests pass. Here the built-in key is revoked,
// a request without a signature is refused, and a key opens the bucket it was made for and no other.
// The bucket of a key is made when the key is first read. MinIO replaces this file where it can be had.

const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')
const S3rver = require('@20minutes/s3rver')
const AWSAccount = require('@20minutes/s3rver/lib/models/account')
const signature = require('@20minutes/s3rver/lib/signature/v4')

const port = Number(process.env.S3_PORT)
const data = required('S3_DATA')
const keys = required('S3_KEYS')
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  fail(`S3_PORT is '${process.env.S3_PORT}', expected 1 to 65535`)
}

AWSAccount.DUMMY_ACCOUNT.revokeAccessKey('S3RVER')
const account = new AWSAccount(1, 'slipway')
const bucketOfKey = new Map()

const s3 = new S3rver({ directory: data, silent: true, vhostBuckets: false })
const handle = s3.callback()

// s3rver signs '/bucket' whatever was asked. The AWS SDK for .NET asks for, and signs, '/bucket/' (HEAD of a
// bucket, lists), which would be refused as a wrong signature. Can go when s3rver signs the path as sent.
const headersOfSlashedPaths = new WeakSet()
const stringToSign = signature.getStringToSign
signature.getStringToSign = (canonical, ...rest) =>
  stringToSign(headersOfSlashedPaths.has(canonical.headers) ? { ...canonical, uri: `${canonical.uri}/` } : canonical, ...rest)

const server = http.createServer((request, response) => {
  if (!URL.canParse(request.url, 'http://localhost')) {
    // '//' is enough; unanswered it would end the server.
    response.writeHead(400).end()
    return
  }
  const url = new URL(request.url, 'http://localhost')
  if (url.pathname === '/-/ready') {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ready\n')
    return
  }
  const key = accessKey(request, url)
  if (key === undefined) {
    refuse(response, 'AccessDenied', 'Requests must be signed')
    return
  }
  bucketFor(key)
    .then((bucket) => {
      if (bucket === undefined) {
        refuse(response, 'InvalidAccessKeyId', 'The access key is not known here')
      } else if (decodeURIComponent(url.pathname).split('/')[1] !== bucket) {
        refuse(response, 'AccessDenied', 'The access key belongs to another bucket')
      } else {
        if (url.pathname === `/${bucket}/`) headersOfSlashedPaths.add(request.headers)
        handle(request, response)
      }
    })
    .catch((error) => {
      console.error(error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
})

server.listen(port, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${port}`))
process.on('SIGTERM', () => server.close(() => process.exit(0)))

/** The access key a request names, in its Authorization header or its presigned query. */
function accessKey(request, url) {
  const header = /Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '')
  if (header) return header[1]
  const credential = url.searchParams.get('X-Amz-Credential')
  return credential === null ? undefined : credential.split('/')[0]
}

/** The bucket a key opens; keys that appeared since the last look are read, and their buckets made. */
async function bucketFor(key) {
  if (!bucketOfKey.has(key)) await readKeys()
  return bucketOfKey.get(key)
}

async function readKeys() {
  for (const file of fs.readdirSync(keys).filter((name) => name.endsWith('.json'))) {
    const bucket = path.basename(file, '.json')
    const pair = JSON.parse(fs.readFileSync(path.join(keys, file), 'utf8'))
    for (const [old, of] of bucketOfKey) {
      if (of === bucket && old !== pair.access_key_id) {
        account.revokeAccessKey(old)
        bucketOfKey.delete(old)
      }
    }
    account.createKeyPair(pair.access_key_id, pair.secret_key)
    if (!(await s3.store.getBucket(bucket))) await s3.store.putBucket(bucket)
    bucketOfKey.set(pair.access_key_id, bucket)
  }
}

function refuse(response, code, message) {
  response.writeHead(403, { 'content-type': 'application/xml' })
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`)
}

function required(name) {
  return process.env[name] || fail(`${name} is not set`)
}

function fail(message) {
  console.error(`s3: ${message}`)
  process.exit(2)
}
