package org.florahub.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

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

    private static final String OPERATOR = "ROLE_OPERATOR";

    @Bean
    AuthenticationProvider passwords(Credentials credentials, RefusalLog log) {
        return new Passwords(credentials, log);
    }

    @Bean
    SecurityFilterChain edgeSecurity(HttpSecurity http, Rights rights, RefusalLog log, HttpProperties settings)
            throws Exception {
        var refusals = new HttpRefusals(log);
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
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
            return new AuthorizationDecision(
                    user != null && user.isAuthenticated() && rights.mayCall(user.getName(), adapter));
        };
    }

    /// Checks a name and password against [Credentials].
    private record Passwords(Credentials credentials, RefusalLog log) implements AuthenticationProvider {

        @Override
        public @Nullable Authentication authenticate(Authentication claim) throws AuthenticationException {
            String user = claim.getName();
            String password = claim.getCredentials() == null
                    ? null
                    : claim.getCredentials().toString();
            if (!credentials.isRight(user, password)) {
                String from =
                        claim.getDetails() instanceof WebAuthenticationDetails call ? call.getRemoteAddress() : "?";
                log.refused("HTTP", credentials.knows(user) ? user : null, from, "wrong user or password");
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
