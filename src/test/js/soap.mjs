// A partner system that calls the hub over SOAP with a library that is not ours.
// usage: HUB_HTTP=… HUB_PASSWORD=… node soap.mjs 1.1|1.2 USER ID; prints one line of JSON
import soap from 'soap';

const [version, user, id] = process.argv.slice(2);
const password = process.env.HUB_PASSWORD;
const basic = 'Basic ' + Buffer.from(`${user}:${password}`).toString('base64');

try {
  const client = await soap.createClientAsync(`${process.env.HUB_HTTP}/services/rp-add?wsdl`, {
    wsdl_headers: { Authorization: basic },
    forceSoap12Headers: version === '1.2',
  });
  client.setSecurity(new soap.BasicAuthSecurity(user, password));
  const port = client.Statusdienst[version === '1.2' ? 'StatusdienstSoap12' : 'StatusdienstSoap11'];
  const answer = await new Promise((resolve, reject) =>
    port.meldeStatus(message(), (error, result) => (error ? reject(error) : resolve(result))));
  console.log(JSON.stringify({ answer }));
} catch (error) {
  console.log(JSON.stringify({ status: error.response?.status, fault: error.root?.Envelope?.Body?.Fault, error: error.message }));
}

function message() {
  return {
    attributes: { version: '1' },
    kopf: { nachrichtId: id, erstelltAm: '2026-11-20T09:00:00Z', absender: 'ane:070010' },
    status: [
      {
        person: { azrNummer: '260001123456', familienname: 'Mustersüd' },
        code: 'ANGEKOMMEN',
        aktion: 'MELDUNG',
        zeitpunkt: '2026-11-19',
      },
    ],
  };
}
