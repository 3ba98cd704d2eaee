// Signing in the browser with the reader's own Ed25519 key, as `ssh-keygen -Y sign` does (PROTOCOL.sshsig).
// The private key is read here, used here, and never sent; a key made here is kept in IndexedDB and cannot be taken out.

const encoder = new TextEncoder();
const ALGORITHM = { name: "Ed25519" };
// PKCS#8 (RFC 8410) around the 32 bytes of an Ed25519 private key.
const PKCS8 = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]);

class WrongFile extends Error {}
class WrongKey extends Error {}

const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};
const number = (value) => { const four = new Uint8Array(4); new DataView(four.buffer).setUint32(0, value); return four; };
const string = (bytes) => joined(number(bytes.length), bytes);
const text = (words) => string(encoder.encode(words));
const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const unbase64 = (words) => Uint8Array.from(atob(words.replace(/\s+/g, "")), (letter) => letter.charCodeAt(0));
const digest = async (name, bytes) => new Uint8Array(await crypto.subtle.digest(name, bytes));

const publicBlob = (raw) => joined(text("ssh-ed25519"), string(raw));
const publicLine = (raw) => `ssh-ed25519 ${base64(publicBlob(raw))}`;
const fingerprint = async (raw) => `SHA256:${base64(await digest("SHA-256", publicBlob(raw))).replace(/=+$/, "")}`;

// The armoured signature of a message for one purpose. `key`: {private: CryptoKey, raw: public bytes}.
export const sshsig = async (key, namespace, message) => {
  const hash = await digest("SHA-512", message);
  const common = joined(text(namespace), text(""), text("sha512"));
  const signed = joined(encoder.encode("SSHSIG"), common, string(hash));
  const raw = new Uint8Array(await crypto.subtle.sign(ALGORITHM, key.private, signed));
  const signature = joined(text("ssh-ed25519"), string(raw));
  const blob = joined(encoder.encode("SSHSIG"), number(1), string(publicBlob(key.raw)), common, string(signature));
  const lines = base64(blob).match(/.{1,70}/g);
  return ["-----BEGIN SSH SIGNATURE-----", ...lines, "-----END SSH SIGNATURE-----", ""].join("\n");
};

// An Ed25519 private key from the text of a file: OpenSSH without passphrase, or PKCS#8.
export const readKey = async (words) => {
  const found = words.match(/-----BEGIN ([A-Z ]+)-----([\s\S]+?)-----END \1-----/);
  if (!found) throw new WrongFile();
  const body = unbase64(found[2]);
  if (found[1] === "PRIVATE KEY") return imported(body);
  if (found[1] === "OPENSSH PRIVATE KEY") return imported(joined(PKCS8, openssh(body)));
  throw new WrongFile();
};

// The seed of an OpenSSH key file (PROTOCOL.key).
const openssh = (body) => {
  const magic = encoder.encode("openssh-key-v1\0");
  if (magic.some((byte, at) => body[at] !== byte)) throw new WrongFile();
  const outer = reader(body.subarray(magic.length));
  const [cipher] = [outer.string(), outer.string(), outer.string()];
  if (new TextDecoder().decode(cipher) !== "none" || outer.number() !== 1) throw new WrongFile();
  outer.string();
  const inner = reader(outer.string());
  if (inner.number() !== inner.number()) throw new WrongFile();
  if (new TextDecoder().decode(inner.string()) !== "ssh-ed25519") throw new WrongFile();
  inner.string();
  return inner.string().subarray(0, 32);
};

const reader = (bytes) => {
  let at = 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const number = () => { at += 4; return view.getUint32(at - 4); };
  const string = () => {
    const length = number();
    if (length > bytes.length - at) throw new WrongFile();
    at += length;
    return bytes.subarray(at - length, at);
  };
  return { number, string };
};

// WebCrypto gives the public half only of a key it may export; that copy is thrown away at once.
const imported = async (pkcs8) => {
  const open = await crypto.subtle.importKey("pkcs8", pkcs8, ALGORITHM, true, ["sign"]);
  const { x } = await crypto.subtle.exportKey("jwk", open);
  const raw = unbase64(x.replace(/-/g, "+").replace(/_/g, "/").padEnd(44, "="));
  return { private: await crypto.subtle.importKey("pkcs8", pkcs8, ALGORITHM, false, ["sign"]), raw };
};

// Keys made in this browser, one for each person.
const store = (mode, work) => new Promise((done, failed) => {
  const opening = indexedDB.open("novation-keys", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const request = work(opening.result.transaction("keys", mode).objectStore("keys"));
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  };
});
const kept = (person) => store("readonly", (keys) => keys.get(person));
const keep = (person, key) => store("readwrite", (keys) => keys.put(key, person));

const made = async () => {
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
  return { private: pair.privateKey, raw: new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)) };
};

// The public half goes into the form of registering, which may first ask who one is.
const offerMaking = (part) => {
  part.hidden = false;
  part.querySelector("[data-make]").addEventListener("click", async () => {
    const key = await made();
    await keep(part.dataset.makeKey, key);
    location.assign(`${part.dataset.register}&line=${encodeURIComponent(publicLine(key.raw))}`);
  });
};

const offerSigning = async (panel) => {
  const form = panel.querySelector("form");
  const told = panel.querySelector("[data-told]");
  const sign = async (key) => {
    if (await fingerprint(key.raw) !== panel.dataset.key) throw new WrongKey();
    const answer = await fetch(panel.dataset.sign);
    const message = new Uint8Array(await answer.arrayBuffer());
    form.elements.signature.value = await sshsig(key, panel.dataset.namespace, message);
    form.submit();
  };
  const attempt = async (key) => {
    told.textContent = "";
    try {
      await sign(await key());
    } catch (problem) {
      told.textContent = problem instanceof WrongKey ? told.dataset.wrongKey : told.dataset.wrongFile;
    }
  };
  panel.querySelector("[data-sign-file]").addEventListener("click", () => {
    const [file] = panel.querySelector("[data-file]").files;
    if (file) attempt(async () => readKey(await file.text()));
    else told.textContent = told.dataset.noFile;
  });
  const own = await kept(panel.dataset.person);
  if (own && await fingerprint(own.raw) === panel.dataset.key) {
    const button = panel.querySelector("[data-sign-kept]");
    button.hidden = false;
    button.addEventListener("click", () => attempt(async () => own));
  }
  panel.hidden = false;
};

if (globalThis.crypto?.subtle) {
  document.querySelectorAll("[data-make-key]").forEach(offerMaking);
  document.querySelectorAll("[data-sign]").forEach(offerSigning);
}
