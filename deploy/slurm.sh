#!/bin/sh
# 一省一年的归档件分 8 片重新生成并验证：Slurm 作业数组。
#   sbatch --array=1-8 deploy/slurm.sh /data/archives /data/rebuilt
# 片数取自数组的大小，数组须从 1 起、步长为 1。失败的片单独重交：sbatch --array=3 --export=ALL,SHARDS=8 …
#SBATCH --job-name=tongbao
#SBATCH --cpus-per-task=4
#SBATCH --mem=2G
#SBATCH --time=01:00:00
set -eu
archives=$1 rebuilt=$2
shard=$SLURM_ARRAY_TASK_ID/${SHARDS:-$SLURM_ARRAY_TASK_COUNT}
export RAYON_NUM_THREADS="${SLURM_CPUS_PER_TASK:-4}"
tongbao rebuild "$archives" -o "$rebuilt" --shard "$shard"
tongbao verify "$archives" --json --shard "$shard" > "$rebuilt/verified-$SLURM_ARRAY_TASK_ID.json"
