package org.florahub.transform.xml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One element of a document that XStream wrote: what stands in the place of every object. It has no behaviour, and
/// no other class is ever made of a document. Not thread-safe.
final class XStreamNode {

    final Map<String, String> attributes = new LinkedHashMap<>();
    final List<Child> children = new ArrayList<>();
    String text = "";
    /// Whether it is being read: a reference to it would be a circle.
    boolean open = true;

    /// An element in it. The node is another's where the document refers to that one.
    ///
    /// @param name       what this element is called
    /// @param attributes of this element; a class is stated by the element, not by what it refers to
    record Child(String name, Map<String, String> attributes, int line, int column, XStreamNode node) {}
}
