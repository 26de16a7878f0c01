<?xml version="1.0" encoding="UTF-8"?>
<!-- A message of the status schema as a list of decisions. A service stands in the entry of the decision before it, if both
     are of the same person, case and day. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:example:leistung:functions" xmlns="urn:example:leistung:1" xpath-default-namespace="urn:florahub:status:1"
    exclude-result-prefixes="#all">
  <xsl:output indent="yes" encoding="UTF-8"/>

  <xsl:template match="/statusMeldung">
    <bescheidliste nummer="{nachrichtenkopf/nachrichtenId}" stand="{nachrichtenkopf/erstellungszeitpunkt}"
        absender="{nachrichtenkopf/autor/kennung}">
      <xsl:apply-templates select="status[f:meldung(.)]"/>
    </bescheidliste>
  </xsl:template>

  <xsl:template match="status[schluessel = 'decision-issued']">
    <xsl:variable name="zustellung" select="following-sibling::status[1][f:gehoert-zu(., current())]"/>
    <bescheid>
      <xsl:call-template name="wer-und-wann"/>
      <xsl:attribute name="merkmale" separator=" " select="
          angaben/ergebnis ! ('ergebnis:' || .), angaben/entschiedenAm ! ('entschieden:' || .), $zustellung ! f:zustellung(.)"/>
    </bescheid>
  </xsl:template>

  <xsl:template match="status[schluessel = 'decision-served']">
    <xsl:if test="not(preceding-sibling::status[1][f:gehoert-zu(current(), .)])">
      <bescheid>
        <xsl:call-template name="wer-und-wann"/>
        <xsl:attribute name="merkmale" separator=" " select="f:zustellung(.)"/>
      </bescheid>
    </xsl:if>
  </xsl:template>

  <!-- Other statuses, corrections and retractions have no place. -->
  <xsl:template match="status"/>

  <xsl:function name="f:meldung" as="xs:boolean">
    <xsl:param name="status" as="element()"/>
    <xsl:sequence select="not($status/aktion) or $status/aktion = 'report'"/>
  </xsl:function>

  <xsl:function name="f:zustellung" as="xs:string*">
    <xsl:param name="status" as="element()"/>
    <xsl:sequence select="$status/angaben ! (zugestelltAm ! ('zugestellt:' || .), zustellart ! ('zustellart:' || .))"/>
  </xsl:function>

  <xsl:function name="f:gehoert-zu" as="xs:boolean">
    <xsl:param name="zustellung" as="element()"/>
    <xsl:param name="entscheidung" as="element()"/>
    <xsl:sequence select="$zustellung/schluessel = 'decision-served' and $entscheidung/schluessel = 'decision-issued'
        and f:meldung($zustellung) and f:meldung($entscheidung)
        and deep-equal($zustellung/(fall, person, zeitpunkt), $entscheidung/(fall, person, zeitpunkt))"/>
  </xsl:function>

  <xsl:template name="wer-und-wann">
    <xsl:for-each select="fall/aktenzeichen"><xsl:attribute name="az" select="."/></xsl:for-each>
    <xsl:for-each select="person/azrNummer"><xsl:attribute name="azr" select="."/></xsl:for-each>
    <xsl:for-each select="person/familienname"><xsl:attribute name="name" select="."/></xsl:for-each>
    <xsl:attribute name="gemeldet" select="zeitpunkt/datum"/>
  </xsl:template>
</xsl:stylesheet>
