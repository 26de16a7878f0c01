// A partner system that speaks AMQP 1.0 with a library that is not ours.
// usage: HUB_AMQP_PORT=… HUB_PASSWORD=… node amqp.mjs send|receive USER ADDRESS [TEXT]; prints one line of JSON
import rhea from 'rhea';

const [action, user, address, text] = process.argv.slice(2);
const container = rhea.create_container();

function done(result) {
  console.log(JSON.stringify(result));
  process.exit(0);
}

const refused = (error) => done({ refused: error?.condition ?? 'closed' });
container.on('connection_error', (context) => refused(context.error ?? context.connection.error));
container.on('session_error', (context) => refused(context.session.error));
container.on('sender_error', (context) => refused(context.sender.error));
container.on('receiver_error', (context) => refused(context.receiver.error));
container.on('rejected', (context) => refused(context.delivery.remote_state?.error));
container.on('disconnected', (context) => refused(context.error));
container.on('accepted', () => done({ accepted: true }));

container.on('connection_open', (context) => {
  if (action === 'send') {
    context.connection.open_sender(address);
  } else {
    context.connection.open_receiver(address);
  }
});

container.once('sendable', (context) => {
  context.sender.send({
    message_id: 'foreign-1',
    correlation_id: 'question-1',
    reply_to: 'in.somebody-else',
    content_type: 'application/xml',
    body: rhea.message.data_section(Buffer.from(text, 'utf8')),
  });
});

container.on('message', ({ message }) => {
  const content = message.body?.content ?? message.body;
  done({
    body: Buffer.isBuffer(content) ? content.toString('utf8') : String(content),
    contentType: message.content_type,
    correlationId: message.correlation_id,
    durable: message.durable,
    properties: message.application_properties,
  });
});

container.connect({
  host: '127.0.0.1',
  port: Number(process.env.HUB_AMQP_PORT),
  username: user,
  password: process.env.HUB_PASSWORD,
  reconnect: false,
});
setTimeout(() => done({ timeout: true }), 20_000);
