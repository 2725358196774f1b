import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** A composite type, or undefined where the document names one that does not exist. */
export type ParentType = GraphQLCompositeType | undefined;

/** A selection set and the type that its fields belong to. */
export interface PlacedSet {
  readonly set: SelectionSetNode;
  readonly parent: ParentType;
}

/** A field with its type's definition; undefined where the schema has none. */
export interface PlacedField {
  readonly node: FieldNode;
  readonly parent: ParentType;
  readonly definition: GraphQLField<unknown, unknown> | undefined;
}

/** A document read against a schema: finds definitions of fields and fragments, for documents that need not be valid. */
export class PlacedDocument {
  readonly fragments = new Map<string, FragmentDefinitionNode>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
  ) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
  }

  ofOperation(operation: OperationDefinitionNode): PlacedSet {
    return { set: operation.selectionSet, parent: this.schema.getRootType(operation.operation) ?? undefined };
  }

  ofFragment(fragment: FragmentDefinitionNode): PlacedSet {
    return { set: fragment.selectionSet, parent: this.typeNamed(fragment.typeCondition.name.value) };
  }

  /** The selections inside a field; null for a leaf. */
  within(field: PlacedField): PlacedSet | null {
    if (!field.node.selectionSet) return null;
    const type = field.definition && getNamedType(field.definition.type);
    return { set: field.node.selectionSet, parent: type && isCompositeType(type) ? type : undefined };
  }

  place(node: FieldNode, parent: ParentType): PlacedField {
    return { node, parent, definition: this.definition(node.name.value, parent) };
  }

  typeNamed(name: string): ParentType {
    const type = this.schema.getType(name);
    return type && isCompositeType(type) ? type : undefined;
  }

  private definition(name: string, parent: ParentType): GraphQLField<unknown, unknown> | undefined {
    if (!parent) return undefined;
    if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
    if (parent === this.schema.getQueryType()) {
      if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
      if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    }
    return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  }
}
