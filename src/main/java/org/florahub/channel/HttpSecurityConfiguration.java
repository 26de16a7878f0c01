package org.florahub.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/// Who may call what over HTTP. Each call carries HTTP Basic credentials; there are no sessions and no cookies, so
/// there is nothing that a foreign page could misuse.
///
/// | Path | Who |
/// |---|---|
/// | `/actuator/health/liveness`, `/actuator/health/readiness` | everybody |
/// | `/actuator/…`, `/ops/…` | the operator |
/// | `/ledger/…` | everybody, or every user: [HttpProperties#ledgerReaders()] |
/// | `/services/ADAPTER`, `/in/ADAPTER` | that adapter's user |
/// | `/proofs/DELIVERY.proof` | every user; it is there for its receiver alone |
/// | `/erasures/NUMBER/acknowledgement` | every user; it counts for its own adapter |
/// | everything else | nobody |
@Configuration(proxyBeanMethods = false)
class HttpSecurityConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(HttpSecurityConfiguration.class);
    private static final String OPERATOR = "ROLE_OPERATOR";

    @Bean
    AuthenticationProvider passwords(Credentials credentials) {
        return new Passwords(credentials);
    }

    @Bean
    SecurityFilterChain edgeSecurity(HttpSecurity http, Rights rights, HttpProperties settings) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .httpBasic(Customizer.withDefaults())
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers("/actuator/health/liveness", "/actuator/health/readiness")
                                .permitAll()
                                .requestMatchers("/ledger/**")
                                .access(readers(settings.ledgerReaders()))
                                .requestMatchers("/actuator/**", "/ops/**")
                                .hasAuthority(OPERATOR)
                                .requestMatchers("/services/{adapter}", "/in/{adapter}")
                                .access(ownAdapter(rights))
                                .requestMatchers("/proofs/*", "/erasures/*/acknowledgement")
                                .authenticated()
                                .anyRequest()
                                .denyAll())
                .build();
    }

    private static AuthorizationManager<RequestAuthorizationContext> readers(HttpProperties.LedgerReaders readers) {
        return switch (readers) {
            case EVERYBODY -> (_, _) -> new AuthorizationDecision(true);
            case USERS -> AuthenticatedAuthorizationManager.authenticated();
        };
    }

    private static AuthorizationManager<RequestAuthorizationContext> ownAdapter(Rights rights) {
        return (authentication, context) -> {
            Authentication user = authentication.get();
            String adapter = context.getVariables().getOrDefault("adapter", "");
            boolean may = user != null && user.isAuthenticated() && rights.mayCall(user.getName(), adapter);
            if (!may && user instanceof UsernamePasswordAuthenticationToken) {
                LOG.warn("HTTP refused {}: no right to call another authority's address", user.getName());
            }
            return new AuthorizationDecision(may);
        };
    }

    /// Checks a name and password against [Credentials].
    private record Passwords(Credentials credentials) implements AuthenticationProvider {

        @Override
        public @Nullable Authentication authenticate(Authentication claim) throws AuthenticationException {
            String user = claim.getName();
            String password = claim.getCredentials() == null
                    ? null
                    : claim.getCredentials().toString();
            if (!credentials.isRight(user, password)) {
                LOG.warn("HTTP refused a call: wrong user or password");
                throw new BadCredentialsException("wrong user or password");
            }
            var roles = Rights.isOperator(user)
                    ? List.of(new SimpleGrantedAuthority(OPERATOR))
                    : List.<SimpleGrantedAuthority>of();
            return UsernamePasswordAuthenticationToken.authenticated(user, null, roles);
        }

        @Override
        public boolean supports(Class<?> claim) {
            return UsernamePasswordAuthenticationToken.class.isAssignableFrom(claim);
        }
    }
}
