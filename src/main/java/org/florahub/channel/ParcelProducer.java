package org.florahub.channel;

import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.florahub.delivery.Parcel;

/// The end of a delivering route: gives what the exchange carries to a [ParcelWay].
final class ParcelProducer extends DefaultProducer {

    private final ParcelWay way;

    /// What a delivering route carries.
    sealed interface Load {

        /// Parcels to be sent; the route answers with a list of outcomes.
        record Parcels(List<Parcel> batch) implements Load {}

        /// A proof bundle to be put beside a parcel sent earlier.
        @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
        record Bundle(String parcelName, byte[] body) implements Load {}
    }

    ParcelProducer(Endpoint endpoint, ParcelWay way) {
        super(endpoint);
        this.way = way;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        switch (exchange.getIn().getMandatoryBody(Load.class)) {
            case Load.Parcels(List<Parcel> batch) -> exchange.getMessage().setBody(way.send(batch));
            case Load.Bundle(String name, byte[] body) -> way.attach(name, body);
        }
    }

    @Override
    protected void doStop() throws Exception {
        way.close();
        super.doStop();
    }
}
