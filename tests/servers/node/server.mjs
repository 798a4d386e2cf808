// @tus/server as its makers publish it, with a token and a second path that takes nothing large.
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import {FileStore} from '@tus/file-store'
import {Server} from '@tus/server'

const [port, directory, token, most, certificate, key] = process.argv.slice(2)

function taking(path, maxSize) {
  return new Server({
    path,
    maxSize,
    relativeLocation: true,
    datastore: new FileStore({directory}),
    async onIncomingRequest(request) {
      if (request.headers.get('authorization') !== 'Bearer ' + token) throw {status_code: 401, body: 'token\n'}
    },
  })
}

const wide = taking('/files'), small = taking('/small', Number(most))
const handle = (request, response) => (request.url.startsWith('/small') ? small : wide).handle(request, response)
const server = certificate
  ? https.createServer({cert: fs.readFileSync(certificate), key: fs.readFileSync(key)}, handle)
  : http.createServer(handle)
server.listen(Number(port), '127.0.0.1', () => console.log('ready'))
