# One image: the hub, its launcher, and the adapters, transforms and routes it was built with.
# An operator mounts his own folders over /opt/flora/{adapters,transforms,routes}; state lies in /data only.

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN mvn -B -ntp -Dmaven.test.skip=true package \
    && java -Djarmode=tools -jar target/florahub-*.jar extract \
        --destination target/app --application-filename florahub.jar

FROM eclipse-temurin:25
RUN apt-get update \
    && (apt-get install -y --no-install-recommends libaio1t64 || apt-get install -y --no-install-recommends libaio1) \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /opt/flora flora \
    && install -d -o flora -g flora -m 700 /data
COPY --from=build /src/flora /opt/flora/
COPY --from=build /src/adapters /opt/flora/adapters
COPY --from=build /src/transforms /opt/flora/transforms
COPY --from=build /src/routes /opt/flora/routes
COPY --from=build /src/target/native/lib/linux-x86_64 /opt/flora/native
COPY --from=build --chown=flora:flora /src/target/app /opt/flora/app
USER flora
WORKDIR /opt/flora
RUN ./flora prepare
VOLUME /data
EXPOSE 8080 5672
ENTRYPOINT ["/opt/flora/flora"]
CMD ["run", "--data", "/data"]
