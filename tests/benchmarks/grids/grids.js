/** AG Grid and the grid of ipydatagrid, with the same rows and columns as a map: `globalThis.grids` shows one in an element. */
import { BasicKeyHandler, BasicMouseHandler, BasicSelectionModel, DataGrid, MutableDataModel } from "@lumino/datagrid";
import { Widget } from "@lumino/widgets";
import { AllCommunityModule, createGrid, ModuleRegistry } from "ag-grid-community";

ModuleRegistry.registerModules([AllCommunityModule]);

const fields = (stages) => Array.from({ length: stages }, (_, at) => `Stage ${at}`);

function agGrid(element, stages, lanes, text) {
  const columns = fields(stages).map((field) => ({ field, width: 176, editable: true }));
  const row = (at) => Object.fromEntries([["Lane", `Lane ${at}`], ...fields(stages).map((field) => [field, text])]);
  createGrid(element, {
    columnDefs: [{ field: "Lane", pinned: "left", width: 156 }, ...columns],
    rowData: Array.from({ length: lanes }, (_, at) => row(at)),
  });
}

class Model extends MutableDataModel {
  constructor(stages, lanes, text) {
    super();
    Object.assign(this, { stages, lanes, text });
  }

  rowCount(region) {
    return region === "body" ? this.lanes : 1;
  }

  columnCount(region) {
    return region === "body" ? this.stages : 1;
  }

  data(region, row, column) {
    return region === "body" ? this.text : region === "row-header" ? `Lane ${row}` : `Stage ${column}`;
  }

  setData() {
    return true;
  }
}

function dataGrid(element, stages, lanes, text) {
  const grid = new DataGrid({ defaultSizes: { columnWidth: 176, rowHeight: 34, rowHeaderWidth: 156, columnHeaderHeight: 34 } });
  grid.dataModel = new Model(stages, lanes, text);
  grid.selectionModel = new BasicSelectionModel({ dataModel: grid.dataModel });
  grid.keyHandler = new BasicKeyHandler();
  grid.mouseHandler = new BasicMouseHandler();
  grid.editingEnabled = true;
  Widget.attach(grid, element);
  Object.assign(grid.node.style, { position: "absolute", inset: 0 });
  grid.fit();
  element.scrollGrid = (step) => grid.scrollBy(step, 0);
}

globalThis.grids = { agGrid, dataGrid };
