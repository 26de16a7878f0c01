// A partner system that posts a document with node's own HTTP client.
// usage: HUB_HTTP=… HUB_PASSWORD=… node post.mjs USER TEXT [IDEMPOTENCY-KEY]; prints one line of JSON
const [user, text, key] = process.argv.slice(2);
const headers = {
  Authorization: 'Basic ' + Buffer.from(`${user}:${process.env.HUB_PASSWORD}`).toString('base64'),
  'Content-Type': 'text/csv; charset=utf-8',
};
if (key) headers['Idempotency-Key'] = key;

const response = await fetch(`${process.env.HUB_HTTP}/in/xx-http`, { method: 'POST', headers, body: text });
const body = await response.text();
console.log(JSON.stringify({ status: response.status, answer: body.startsWith('{') ? JSON.parse(body) : body }));
