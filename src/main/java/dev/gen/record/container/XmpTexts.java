package dev.gen.record.container;

import java.io.StringReader;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Texts in XMP: the properties of a packet of RDF, whose values are plain texts or the first of
 * several alternatives (ISO 16684-1, section 7). Nothing outside of the packet is ever loaded.
 */
final class XmpTexts {

  private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  private static final Map<String, String> PREFIXES =
      Map.of(
          "http://purl.org/dc/elements/1.1/", "dc",
          "http://ns.adobe.com/xap/1.0/", "xmp",
          "http://ns.adobe.com/exif/1.0/", "exif");

  private XmpTexts() {}

  /** Reads the properties; of a packet that is malformed those before the fault. */
  static void read(String packet, TextSink sink) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(packet.strip()));
      String property = "";
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT && RDF.equals(xml.getNamespaceURI())) {
          readAttributes(xml, sink);
        } else if (event == XMLStreamConstants.START_ELEMENT) {
          property = name(xml.getNamespaceURI(), xml.getPrefix(), xml.getLocalName());
        } else if (event == XMLStreamConstants.CHARACTERS && !xml.isWhiteSpace()) {
          sink.add(property, xml.getText());
        }
      }
    } catch (XMLStreamException e) {
      sink.skipped("XMP: " + e.getMessage().replaceAll("\\s*\\R\\s*", " "));
    }
  }

  private static void readAttributes(XMLStreamReader xml, TextSink sink) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String space = xml.getAttributeNamespace(i);
      if (space != null && !space.equals(RDF) && !space.startsWith("http://www.w3.org/XML/")) {
        sink.add(
            name(space, xml.getAttributePrefix(i), xml.getAttributeLocalName(i)),
            xml.getAttributeValue(i));
      }
    }
  }

  private static String name(String space, String prefix, String local) {
    return "XMP." + PREFIXES.getOrDefault(space == null ? "" : space, prefix) + ":" + local;
  }
}
