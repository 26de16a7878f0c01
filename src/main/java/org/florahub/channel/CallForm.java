package org.florahub.channel;

import java.net.http.HttpRequest;
import org.florahub.delivery.Parcel;

/// What a call of an authority's service carries, and what its answers mean.
interface CallForm {

    /// Puts headers and body of a parcel into a call; the same parcel always gives the same call.
    void fill(HttpRequest.Builder call, Parcel parcel);

    /// Reads the beginning of an answer's body. Never throws: what it cannot read says nothing.
    CallbackAnswer read(byte[] body);
}
