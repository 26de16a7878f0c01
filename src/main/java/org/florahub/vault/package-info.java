/// Who is behind a pseudonym: identifiers, names and keys, encrypted. Nothing personal is stored anywhere else.
///
/// The [KeyStore] holds the root keys in a file of its own. The [Vault] seals and opens with them. The [CaseBook]
/// finds or makes the case and the person that a statement is about, within the transaction that records it.
///
/// Keys: the key store's wrapping key wraps one random key per case and per original; a case's key seals the
/// identifiers of its persons and, for each event, the event's key together with its personal fields. To destroy a
/// wrapped key is to erase what it seals.
@NullMarked
package org.florahub.vault;

import org.jspecify.annotations.NullMarked;
