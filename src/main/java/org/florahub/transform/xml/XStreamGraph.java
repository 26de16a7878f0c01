package org.florahub.transform.xml;

import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.converters.Converter;
import com.thoughtworks.xstream.converters.MarshallingContext;
import com.thoughtworks.xstream.converters.UnmarshallingContext;
import com.thoughtworks.xstream.converters.reflection.PureJavaReflectionProvider;
import com.thoughtworks.xstream.core.MapBackedDataHolder;
import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import com.thoughtworks.xstream.io.HierarchicalStreamWriter;
import com.thoughtworks.xstream.io.xml.StaxDriver;
import com.thoughtworks.xstream.mapper.CannotResolveClassException;
import com.thoughtworks.xstream.mapper.MapperWrapper;
import com.thoughtworks.xstream.security.NoTypePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// XStream itself, for nothing but its references: it has one converter, for [XStreamNode], may make no other class,
/// and takes every name that a document gives for a type as that one, if the transform lists it. Immutable,
/// thread-safe.
final class XStreamGraph {

    /// Attributes by which XStream names a class.
    static final List<String> CLASS_ATTRIBUTES = List.of("class", "resolves-to", "defined-in");

    private static final String PROXY = "dynamic-proxy";
    /// Words that mean something to XStream.
    static final Set<String> NAMES = Set.of("resolves-to", "defined-in", PROXY);
    private static final Object WALK = new Object();

    private final Set<String> types;
    /// Whether every type that is stated becomes one of the listed.
    private final boolean learning;

    private final XStream byPath;
    private final XStream byId;
    /// What XStream calls classes of the JDK.
    private final Set<String> aliases = new HashSet<>();

    XStreamGraph(Set<String> types) {
        this(Set.copyOf(types), false);
    }

    private XStreamGraph(Set<String> types, boolean learning) {
        this.types = types;
        this.learning = learning;
        this.byPath = xstream(XStream.XPATH_RELATIVE_REFERENCES);
        this.byId = xstream(XStream.ID_REFERENCES);
    }

    /// For one sample: takes every type that it states, and notes it. Not thread-safe.
    static XStreamGraph learning(Set<String> types) {
        return new XStreamGraph(types, true);
    }

    private XStream xstream(int mode) {
        var xstream = new XStream(new PureJavaReflectionProvider(), new StaxDriver()) {

            @Override
            protected MapperWrapper wrapMapper(MapperWrapper next) {
                return new Listed(next);
            }

            @Override
            protected void setupConverters() {}

            @Override
            @SuppressWarnings("rawtypes")
            public void alias(String name, Class type) {
                aliases.add(name);
                super.alias(name, type);
            }
        };
        xstream.addPermission(NoTypePermission.NONE);
        xstream.allowTypes(new Class<?>[] {XStreamNode.class});
        xstream.registerConverter(new Nodes());
        xstream.setMode(mode);
        return xstream;
    }

    /// The elements of a document with its references resolved.
    ///
    /// @throws com.thoughtworks.xstream.XStreamException if a reference leads nowhere
    XStreamNode read(HierarchicalStreamReader in, XStreamWalk walk) {
        var holder = new MapBackedDataHolder();
        holder.put(WALK, walk);
        return (XStreamNode) (walk.byId() ? byId : byPath).unmarshal(in, null, holder);
    }

    /// Whether the transform lists every type that the element at hand states: the name of the root, a name with a
    /// package, one that XStream gives to a class of the JDK, and what stands in an attribute for a class.
    boolean lists(HierarchicalStreamReader in, boolean root) {
        String name = in.getNodeName();
        boolean typed = root || name.indexOf('.') >= 0 || name.equals(PROXY) || aliases.contains(name);
        return (!typed || lists(name))
                && CLASS_ATTRIBUTES.stream().map(in::getAttribute).allMatch(type -> type == null || lists(type));
    }

    private boolean lists(String type) {
        if (learning && !NAMES.contains(type)) {
            types.add(type);
        }
        return types.contains(type);
    }

    /// Every listed name is a node, every other is no type at all. The second line of defence.
    private final class Listed extends MapperWrapper {

        Listed(MapperWrapper next) {
            super(next);
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Class realClass(String name) {
            if (!types.contains(name)) {
                throw new CannotResolveClassException("a type that is not listed");
            }
            return super.realClass(XStreamNode.class.getName());
        }
    }

    private static final class Nodes implements Converter {

        @Override
        @SuppressWarnings("rawtypes")
        public boolean canConvert(Class type) {
            return XStreamNode.class.equals(type);
        }

        @Override
        public void marshal(Object source, HierarchicalStreamWriter writer, MarshallingContext context) {
            throw new UnsupportedOperationException("Templates write");
        }

        @Override
        public Object unmarshal(HierarchicalStreamReader in, UnmarshallingContext context) {
            return ((XStreamWalk) context.get(WALK))
                    .node(in, parent -> (XStreamNode) context.convertAnother(parent, XStreamNode.class));
        }
    }
}
