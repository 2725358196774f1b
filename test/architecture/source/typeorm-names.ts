/** TypeORM's decorators and types that only describe a table; `PrimaryGeneratedColumn` is left out, since the application makes the ids. */
export const TYPEORM_MAPPING: readonly string[] = [
  ...['Entity', 'ViewEntity', 'ChildEntity', 'TableInheritance', 'Index', 'Unique', 'Check'],
  ...[
    'Column',
    'PrimaryColumn',
    'VersionColumn',
    'CreateDateColumn',
    'UpdateDateColumn',
    'DeleteDateColumn',
    'ViewColumn',
  ],
  ...['ManyToOne', 'OneToMany', 'OneToOne', 'ManyToMany', 'JoinColumn', 'JoinTable', 'Relation', 'RelationId'],
  ...['ValueTransformer', 'ColumnOptions', 'EntityOptions'],
];
