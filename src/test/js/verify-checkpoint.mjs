// Verifies a checkpoint with node's crypto (Ed25519) and @noble/post-quantum (ML-DSA-44), from the texts of
// c2sp.org/signed-note and c2sp.org/tlog-cosignature and nothing of ours.
// Usage: node verify-checkpoint.mjs CHECKPOINT VKEYS   Prints one line for each key, be it the log's or a witness's;
// exits 1 unless all have signed.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';

const note = readFileSync(process.argv[2], 'utf8');
const split = note.lastIndexOf('\n\n');
const text = note.slice(0, split + 1);
const [origin, size, root] = text.split('\n');
const lines = note.slice(split + 2).trimEnd().split('\n').map(line => {
  const [dash, name, base64] = line.split(' ');
  if (dash !== '\u2014') throw new Error('no signature line');
  const bytes = Buffer.from(base64, 'base64');
  return { name, id: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) };
});

const u64 = n => { const b = Buffer.alloc(8); b.writeBigUInt64BE(BigInt(n)); return b; };
const short = s => Buffer.concat([Buffer.from([Buffer.byteLength(s)]), Buffer.from(s)]);

function ed25519(message, key, signature) {
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]);
  return verify(null, Buffer.from(message), createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature);
}

function holds(type, name, key, signature) {
  if (type === 1) return ed25519(text, key, signature);
  if (type === 4) {
    const message = `cosignature/v1\ntime ${signature.readBigUInt64BE()}\n${text}`;
    return ed25519(message, key, signature.subarray(8));
  }
  if (type !== 6) return false;
  const message = Buffer.concat([Buffer.from('subtree/v1\n\0'), short(name), signature.subarray(0, 8), short(origin),
    u64(0), u64(size), Buffer.from(root, 'base64')]);
  return ml_dsa44.verify(signature.subarray(8), message, key);
}

let all = true;
for (const vkey of readFileSync(process.argv[3], 'utf8').trimEnd().split('\n')) {
  const [name, id, ...rest] = vkey.split('+');
  const bytes = Buffer.from(rest.join('+'), 'base64');
  const expected = createHash('sha256').update(name + '\n').update(bytes).digest().subarray(0, 4).toString('hex');
  const line = lines.find(l => l.name === name && l.id === id);
  const ok = id === expected && line !== undefined && holds(bytes[0], name, bytes.subarray(1), line.signature);
  console.log(`type ${bytes[0]} ${ok ? 'ok' : 'WRONG'}`);
  all &&= ok;
}
process.exit(all ? 0 : 1);
