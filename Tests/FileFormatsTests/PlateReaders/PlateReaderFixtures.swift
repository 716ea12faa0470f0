import FileFormats

/// Small files in the layout of each format, of the project's own making.
enum PlateReaderFixtures {
  /// Each with the name of the format it must be recognised as.
  static let all: [(format: String, text: String)] = [
    ("BMG MARS", marsGrid), ("BMG MARS", marsTable), ("PerkinElmer EnVision", envision),
    ("PerkinElmer EnVision", envisionMatrix), ("BioTek Gen5", gen5),
    ("BioTek Gen5", gen5Kinetic), ("Molecular Devices SoftMax Pro", softMaxLines),
    ("Molecular Devices SoftMax Pro", softMaxPlates), ("Tecan Magellan", magellan),
    ("Tecan Magellan", magellanTimes), ("Tecan i-control or SparkControl", iControl),
    ("Tecan i-control or SparkControl", sparkCycles), ("Thermo SkanIt", skanIt),
    ("Promega GloMax", gloMaxList), ("Promega GloMax", gloMaxGrid),
    ("PerkinElmer Kaleido", kaleido3), ("PerkinElmer Kaleido", kaleido2),
    ("tidy table", tidy), ("time course with a column a well", timeCourse),
    ("plate grid", grid),
  ]

  /// With the variants that real exports showed.
  static let allWithVariants = all + PlateReaderVariantFixtures.all

  static let formats = Array(Set(all.map(\.format))).sorted()

  static func read(_ text: String, file: String = "f.csv") throws -> PlateReadout {
    try PlateReaderCatalogue.read(ExportedFile(file: file, bytes: Array(text.utf8)))
  }

  static let marsGrid = """
    User: USER,Path: C:\\Data,Test run no.: 7
    Test name: LUM,Date: 1/2/2030,Time: 3:29:50 PM

    ID1: ,ID2: P7,ID3: ,
    Luminescence

    Raw Data (450)

    ,1,2,3,
    A,0.5,0.25,
    B,+++++,-0.0,1.5
    """

  static let marsTable = """
    User: USER;Path: C:\\Data;Test run no.: 8
    Test name: KIN;Date: 1/2/2030

    Well Row;Well Col;Content;Raw Data (544/590);Raw Data (544/590)
    ;;Time [s];0;90,5
    A;1;Sample X1;10,5;11,5
    B;12;Blank B;1,25;1,5
    """

  static let envision = """
    Plate information
    Plate,Repeat,Barcode,Measured height,Label,Measurement date,
    2,1,\"=\"\"\"\"\",11.9,LUM(1),1/2/2030

    Background information
    Plate,Label,Result,
    2,LUM,0,

    Results for LUM(1) (Counts)
    ,01,02,03,
    A,100,,300,
    B,1.5,2.5,3.5,

    Platemap:
    ,01,02,03,
    A,- ,- ,- ,
    B,- ,- ,- ,

    Labels:
    LUM,,,,6000
    Ems. filter,,,,M550

    Filters:
    M550,,,,205
    Description,,,,M550 CWL=550nm BW=75nm

    Exported with EnVision Workstation version 1.14
    """

  static let envisionMatrix = """
    Plate information
    Plate,Repeat,Barcode,Label
    1,2,\"=\"\"P9\"\"\",LUM

    Results for LUM (Counts)
    1,2,3,
    4,5,6,

    Exported with EnVision Workstation version 1.14
    """

  static let gen5 = """
    Software Version\t3.12.08
    Experiment File Path:\tC:\\x.xpt
    Protocol File Path:\tC:\\x.prt
    Plate Number\tPlate 1
    Reader Type:\tSynergy H1
    Procedure Details

    Layout
    \t1\t2\t3
    A\tSPL1\tSPL2\tBLK\tWell ID
    B\tSPL3\tSPL4\tBLK\tWell ID

    Results
    \t1\t2\t3
    A\t2.100\tOVRFLW\t0.050\tabs:450
    \t1.5\tMISSED\t-0.000\tBlank abs:450
    \t0:02:00\t0:02:00\t0:02:00\tt at Max V
    B\t2.200\t2.300\t0.060\tabs:450
    \t1.6\t1.7\t0.010\tBlank abs:450
    \t0:02:00\t0:03:00\t0:02:00\tt at Max V

    Software Version\t3.12.08
    Experiment File Path:\tC:\\x.xpt
    Plate Number\tPlate 1

    Results
    \t1\t2\t3
    A\t7\t8\t9\tabs:450
    B\t1\t2\t3\tabs:450
    """

  static let gen5Kinetic = """
    Software Version\t3.12.08
    Experiment File Path:\tC:\\x.xpt
    Procedure Details

    GFP:485,528

    Time\tT° GFP:485,528\tA1\tA2\tB1
    0:00:00\t37.0\t10\t11\t12
    0:01:30\t37.1\t20\t21\tOVRFLW

    """

  static let softMaxLines = """
    ##BLOCKS= 2
    Plate:\tP1\t1.3\tTimeFormat\tKinetic\tAbsorbance\tRaw\tFALSE\t2\t\t\t\t\t\t2\t450 650 \t1\t3\t6\t\t\t
    \tTemperature(°C)\tA1\tA2\tA3\tB1\tB2\tB3\t
    00:00:00\t37\t0.1\t0.2\t0.3\t \t\t0.6\t
    00:01:30\t37\t1.1\t1.2\t1.3\t \t\t#Sat\t

    00:00:00\t37\t2.1\t2.2\t2.3\t \t\t2.6\t
    00:01:30\t37\t3.1\t3.2\t3.3\t \t\t3.6\t

    \t\tA1\tA2\tA3\tB1\tB2\tB3\t
    \t\t4.1\t4.2\t4.3\t \t \t4.6\t
    ~End
    Group: Unknowns
    Sample\tWells\tValue
    01\tA1\t0.1
    ~End
    """

  static let softMaxPlates = """
    ##BLOCKS= 1
    Plate:\tP1\t1.3\tPlateFormat\tKinetic\tFluorescence\tFALSE\tRaw\tFALSE\t2\t90\t90\t\t\t\t2\t525 545 \t1\t3\t6\t485 490 \tAutomatic
    \tTemperature(°C)\t1\t2\t3\t\t1\t2\t3
    00:00:00\t35\t1\t2\t3\t\t7\t8\t9
    \t\t4\t5\t6\t\t10\t11\t12

    00:01:30\t35\t21\t22\t23\t\t27\t28\t29
    \t\t24\t25\t26\t\t30\t31\t32

    \t\t1\t2\t3
    \t\t0.5\t0.6\t0.7
    \t\t0.8\t0.9\tError
    ~End
    """

  static let magellan = """
    Raw data\tWell positions\tPlate
    0,1462\tA1\tP8
    0,2118\tB1\tP8
    OVER\tA2\t
    0,1469\tB2\t
    Date of measurement: 2030-07-06/Time of measurement: 09:43:07\t\t
    od.mth\t\t
    Measurement wavelength: 595 nm\t\t
    """

  static let magellanTimes = """
    \tA1\tA2\tB1
    0s\t0.1\t0.2\t0.3
    300s\t1.1\t1.2\t1.3
    Date of measurement: 2030-07-06/Time of measurement: 09:43:07
    od.mth
    """

  static let iControl = """
    Application: Tecan i-control,,,,Tecan i-control 1.9
    Device: infinite 200Pro,,,,Serial number: 1

    Label: OD
    Mode,,,,Absorbance
    Measurement Wavelength,,,,600,nm
    Start Time:,1/2/2030 10:00:00

    <>,1,2,3
    A,0.1,OVER,0.3
    B,0.4,0.5,0.6

    Label: GFP
    Excitation Wavelength,,,,485,nm
    Emission Wavelength,,,,535,nm
    Well,Mean,StDev
    A1,100,2
    B3,200,3
    """

  static let sparkCycles = """
    Method name: growth
    Application: SparkControl,,V2.3
    Label: OD
    Measurement Wavelength,,600
    Cycle Nr.,1,2
    Time [s],0,300.5
    Temp. [°C],37,37.1
    A1,0.1,0.2
    A2,0.3,INVALID

    Label: LUMI

    Cycle Nr.,Time [s],Temp. [°C],A1,B1
    1,0,37,10,11
    2,300,37,20,21
    """

  static let skanIt = """
    Measurement results
    run.skax
    6/5/2030 6:09:56 PM

    Absorbance 1
    Wavelength: 450 nm

    Plate 1

    Abs,1,2,3
    A,1.5,2.5,3.5
    B, > Max,,0.5

    Sample,1,2,3
    A,Std1,Std1,Un1
    B,Std2,Std2,Un2

    Autoloading range A1 - D16
    """

  static let gloMaxList = """
    PlateName,ID,WellPosition,Cycle,Timestamp(ms),RLU
    x,Lum,A:1,1,10,1000
    x,Lum,B:12,1,20,2500.5
    """

  static let gloMaxGrid = """
    Instrument,GloMax Navigator
    Serial,123

    Firefly
    ,1,2,3
    A,100,200,300
    B,400,500,600

    Renilla
    ,1,2,3
    A,1,2,3
    B,4,5,6
    """

  static let kaleido3 = """
    EnSight Results from
    Protocol Name,x

    Result for Luminescence 1
    Barcode,Repeat,Loop no,Exc wl / filter,Ems wl,
    BC1,1,,,560,

    ,1,2,3,
    A,94395,87450,81740,
    B,102790,91465,-,


    Platemap
    ,1,2,3,
    A,-,-,-,
    B,-,-,-,

    Exported with Kaleido 3.0
    """

  static let kaleido2 = """
    Results for ABS mono 1

    Barcode: BC2, PlateRepeat: 2, WellRepeat: 1
    ,1,2,3
    A,2.5,1.5,0.5
    B,2.25,1.25,0.25

    Measurement Basic Information
    Software version:,,Kaleido 2.0

    Meas,,,,
    Tech,,,,ABS mono 1
    Excitation wavelength [nm],,,,450

    Exported with Kaleido 2.0
    """

  static let tidy = """
    plate,well,time_min,signal
    P1,A01,0,100
    P1,A02,0,n/a
    P1,A01,5,150
    """

  static let timeCourse = """
    Time [min];Temp;A1;A2;B1
    0;37;1,5;2,5;3,5
    10;37;4,5;5,5;6,5
    """

  static let grid = """
    Plate 3
    ,1,2,3
    A,1,2,3
    B,4,OVER,
    """
}
