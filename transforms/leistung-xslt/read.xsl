<?xml version="1.0" encoding="UTF-8"?>
<!-- A list of decisions as a message of the status schema. One entry may state two facts: the decision and its service. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:l="urn:example:leistung:1" xmlns="urn:florahub:status:1"
    exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="/l:bescheidliste">
    <statusMeldung fassung="1.0">
      <nachrichtenkopf>
        <nachrichtenId>{@nummer}</nachrichtenId>
        <erstellungszeitpunkt>{@stand}</erstellungszeitpunkt>
        <autor><kennung>{@absender}</kennung></autor>
      </nachrichtenkopf>
      <xsl:apply-templates select="l:bescheid"/>
    </statusMeldung>
  </xsl:template>

  <xsl:template match="l:bescheid">
    <xsl:variable name="merkmale" as="map(*)" select="map:merge(
        tokenize(@merkmale) ! map:entry(substring-before(., ':'), substring-after(., ':')), map{'duplicates': 'reject'})"/>
    <xsl:if test="map:contains($merkmale, 'ergebnis')">
      <status>
        <schluessel>decision-issued</schluessel>
        <xsl:call-template name="wer-und-wann"/>
        <angaben>
          <ergebnis>{$merkmale?ergebnis}</ergebnis>
          <entschiedenAm>{$merkmale?entschieden}</entschiedenAm>
        </angaben>
      </status>
    </xsl:if>
    <xsl:if test="map:contains($merkmale, 'zugestellt')">
      <status>
        <schluessel>decision-served</schluessel>
        <xsl:call-template name="wer-und-wann"/>
        <angaben>
          <zugestelltAm>{$merkmale?zugestellt}</zugestelltAm>
          <xsl:where-populated><zustellart>{$merkmale?zustellart}</zustellart></xsl:where-populated>
        </angaben>
      </status>
    </xsl:if>
  </xsl:template>

  <xsl:template name="wer-und-wann">
    <zeitpunkt><datum>{@gemeldet}</datum></zeitpunkt>
    <xsl:where-populated>
      <fall><xsl:where-populated><aktenzeichen>{@az}</aktenzeichen></xsl:where-populated></fall>
    </xsl:where-populated>
    <person>
      <xsl:where-populated><azrNummer>{@azr}</azrNummer></xsl:where-populated>
      <xsl:where-populated><familienname>{@name}</familienname></xsl:where-populated>
    </person>
  </xsl:template>
</xsl:stylesheet>
