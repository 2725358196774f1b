import ts from 'typescript';
import type { Rule, Violation } from '../source/rule.js';
import { parsed } from '../source/source-file.js';
import { decoratorNames, nodesOf, violationAt } from '../source/syntax.js';

const FORBIDDEN_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  onDelete: ["'CASCADE'", "'SET NULL'", "'SET DEFAULT'"],
  onUpdate: ["'CASCADE'", "'SET NULL'"],
  fulltext: ['true'],
  spatial: ['true'],
  cascade: ['true'],
  synchronize: ['true'],
  generationStrategy: ["'increment'"],
};

/** Mapping options that not every engine has, or that move work into the database behind the write door's back. */
export const entityMapping: Rule = {
  name: 'entity-mapping',
  check: (files) =>
    parsed(files, /^(src\/|ormconfig\.ts$)/).flatMap((file) =>
      nodesOf(file.tree).flatMap((node): Violation[] => {
        if (decoratorNames(node).includes('PrimaryGeneratedColumn'))
          return [violationAt(file, node, 'PrimaryGeneratedColumn: the application makes the ids')];
        if (!ts.isPropertyAssignment(node)) return [];
        const name = node.name.getText();
        const value = node.initializer.getText().replaceAll('"', "'");
        return (FORBIDDEN_OPTIONS[name] ?? []).includes(value)
          ? [violationAt(file, node, `${name}: ${value} is not portable`)]
          : [];
      }),
    ),
};
