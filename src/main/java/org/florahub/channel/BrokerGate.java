package org.florahub.channel;

import java.util.Set;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/// The broker's doorkeeper: asks [Credentials] who it is and [Rights] what they may. Refusals are logged without
/// secrets.
///
/// Roles of the broker's own security settings play no part.
final class BrokerGate implements ActiveMQSecurityManager5 {

    private static final Pattern PORT = Pattern.compile(":[0-9]+$");

    private final Credentials credentials;
    private final Rights rights;
    private final RefusalLog log;
    private final String hubPassword = Credentials.newPassword();

    BrokerGate(Credentials credentials, Rights rights, RefusalLog log) {
        this.credentials = credentials;
        this.rights = rights;
        this.log = log;
    }

    /// The password of [Rights#HUB], made for this process.
    String hubPassword() {
        return hubPassword;
    }

    @Override
    public @Nullable Subject authenticate(
            @Nullable String user,
            @Nullable String password,
            @Nullable RemotingConnection from,
            @Nullable String domain) {
        if (!validateUser(user, password)) {
            log.refused(
                    "broker",
                    user != null && rights.knows(user) ? user : null,
                    from == null ? "?" : PORT.matcher(from.getRemoteAddress()).replaceFirst(""),
                    "wrong user or password");
            return null;
        }
        var subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(user));
        subject.setReadOnly();
        return subject;
    }

    @Override
    public boolean authorize(@Nullable Subject subject, Set<Role> roles, CheckType check, String address) {
        String user = subject == null
                ? null
                : subject.getPrincipals(UserPrincipal.class).stream()
                        .map(UserPrincipal::getName)
                        .findFirst()
                        .orElse(null);
        return user != null && mayDo(user, check, address);
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        if (Rights.HUB.equals(user)) {
            return hubPassword.equals(password);
        }
        return user != null && rights.knows(user) && credentials.isRight(user, password);
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String password, Set<Role> roles, CheckType check) {
        return false; // asked only by interfaces that know no address, and those are off
    }

    private boolean mayDo(String user, CheckType check, String address) {
        boolean may = switch (check) {
            case SEND -> rights.maySend(user, address);
            case CONSUME, BROWSE -> mayRead(user, address);
            case CREATE_ADDRESS,
                    DELETE_ADDRESS,
                    CREATE_DURABLE_QUEUE,
                    DELETE_DURABLE_QUEUE,
                    CREATE_NON_DURABLE_QUEUE,
                    DELETE_NON_DURABLE_QUEUE,
                    MANAGE,
                    VIEW,
                    EDIT -> false;
        };
        if (!may) {
            log.refused("broker refused %s: no right to %s %s".formatted(user, check, printable(address)));
        }
        return may;
    }

    /// An address may come as `ADDRESS::QUEUE`: both must be readable.
    private boolean mayRead(String user, String address) {
        int colons = address.indexOf("::");
        return colons < 0
                ? rights.mayRead(user, address)
                : rights.mayRead(user, address.substring(0, colons))
                        && rights.mayRead(user, address.substring(colons + 2));
    }

    private static String printable(String address) {
        String clean = address.replaceAll("[^A-Za-z0-9._:-]", "?");
        return clean.length() > 100 ? clean.substring(0, 100) : clean;
    }
}
